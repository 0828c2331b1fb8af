/**
 * The same items until the signal aborts; then it throws the signal's reason at once, even while the source is
 * waiting, and asks the source to stop.
 */
export async function* abortable<T>(items: AsyncIterable<T>, signal: AbortSignal | undefined) {
  const iterator = items[Symbol.asyncIterator]();
  // One promise an item: racing all of them with one long-lived promise would keep every item in memory.
  let rejectWaiting: ((reason: unknown) => void) | undefined;
  const onAbort = () => rejectWaiting?.(signal?.reason);
  signal?.addEventListener('abort', onAbort);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await new Promise<IteratorResult<T, unknown>>((resolve, reject) => {
        rejectWaiting = reject;
        iterator.next().then(resolve, reject);
      });
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    const stopped = Promise.resolve(iterator.return?.()).catch(() => undefined);
    if (!signal?.aborted) await stopped; // a source that is stuck would not answer
  }
}
