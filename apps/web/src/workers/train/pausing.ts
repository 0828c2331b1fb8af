import type { RunOptions } from '@fer/experiments';

let released: Promise<void> | undefined;
let release = () => {};

/** Makes the training in this thread wait after the update that it is in. */
export function pauseTraining(): void {
  released ??= new Promise((resolve) => (release = resolve));
}

/** … and go on. */
export function goOnTraining(): void {
  released = undefined;
  release();
}

/** What a run asks before each update; a new run is not paused. */
export function pausing(): RunOptions['hold'] {
  goOnTraining();
  return () => released;
}
