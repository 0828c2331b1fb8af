/**
 * The same items until the signal aborts; then it throws the signal's reason at once, even while the source is
 * waiting, and asks the source to stop.
 */
export async function* abortable<T>(items: AsyncIterable<T>, signal: AbortSignal | undefined) {
  const iterator = items[Symbol.asyncIterator]();
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason as Error);
  });
  aborted.catch(() => undefined); // an abort after the last item concerns nobody
  signal?.addEventListener('abort', onAbort);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const next = await Promise.race([iterator.next(), aborted]);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    const stopped = Promise.resolve(iterator.return?.()).catch(() => undefined);
    if (!signal?.aborted) await stopped; // a source that is stuck would not answer
  }
}
