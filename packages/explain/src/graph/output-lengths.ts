import { outputLength } from './axis-window';
import type { Step } from './step';

/**
 * Lengths of what a step's windows make of an input whose axes between images and channels have these `lengths`;
 * `undefined` where the step has no windows for them. Throws where a window does not fit: TF.js would go on with a length
 * below 1, and its wasm backend would write outside its memory.
 */
export function outputLengths(
  { name, type, windows }: Step,
  lengths: readonly number[],
): number[] | undefined {
  if (windows?.length !== lengths.length) return undefined;
  const made = windows.map((window, axis) => outputLength(window, lengths[axis]));
  if (made.every((length) => length > 0)) return made;
  throw new Error(
    `layer '${name}' (${type}) is given ${lengths.join('x')} places (expected as many as its window has: larger images)`,
  );
}
