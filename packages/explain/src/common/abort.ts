/** Throws an `AbortError` (a `DOMException`) once `signal` has been aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('the explanation was aborted', 'AbortError');
}

/** What the promise says, or an `AbortError` as soon as the signal is aborted, however long the promise may take. */
export async function unlessAborted<T>(promise: PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  let stop: (() => void) | undefined;
  const aborted = new Promise<void>((resolve) => {
    stop = resolve;
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop);
  });
  try {
    // Of the two promises the slower one is dropped; `race` has seen to its rejection.
    const result = await Promise.race([promise, aborted]);
    throwIfAborted(signal);
    return result as T;
  } finally {
    signal.removeEventListener('abort', stop!);
  }
}

/**
 * Gives timers, messages and user interfaces a turn, then looks at the signal. Awaiting a tensor on a backend that
 * computes at once is only a microtask: without this a long call could never be aborted.
 */
export async function breathe(signal: AbortSignal | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
  throwIfAborted(signal);
}
