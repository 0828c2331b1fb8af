/** Throws an `AbortError` (a `DOMException`) once `signal` has been aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new DOMException('the explanation was aborted', 'AbortError');
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
