/** Node's; it has no delay, where a timer takes a millisecond, or four in a browser. */
declare const setImmediate: ((callback: () => void) => unknown) | undefined;

/** Lets timers, messages and signals through (a wasm step never waits for anything by itself), then looks at the signal. */
export async function eventLoopTurn(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(() => resolve());
    else setTimeout(resolve, 0);
  });
  throwIfAborted(signal);
}

/** Throws an `AbortError`, whatever reason the signal was given. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('the run was aborted', 'AbortError');
}
