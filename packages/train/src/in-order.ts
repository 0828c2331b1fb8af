export interface InOrderOptions {
  /** How many items may be under way at once. Default 1. */
  lanes?: number;
  /** A clock in milliseconds, for `waited`. */
  now?: () => number;
}

export interface Done<T, R> {
  item: T;
  result: R;
  /** Milliseconds that `run` could not begin because the item was not there; 0 without a clock. */
  waited: number;
  /** Milliseconds that this thread spent on making the item that follows. */
  assembled: number;
}

/**
 * Runs every item and gives the results in the order of the items. While one runs, the next is already asked for: a
 * source that reads, decodes or sleeps does so at the same time, and so does one that computes where the run itself
 * is in other threads. A run that computes in this thread should await something first, so that the source of the
 * next item is under way by then.
 */
export async function* inOrder<T, R>(
  items: Iterable<T> | AsyncIterable<T>,
  run: (item: T) => Promise<R>,
  { lanes = 1, now = () => 0 }: InOrderOptions = {},
): AsyncGenerator<Done<T, R>, void, void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const running: { item: T; result: Promise<R> }[] = [];
  let assembled = 0;
  const askForNext = () => {
    const start = now();
    const next = Promise.resolve(iterator.next());
    assembled += now() - start;
    return handled(next);
  };
  try {
    let next = askForNext();
    let ended = false;
    let waited = assembled;
    assembled = 0;
    for (;;) {
      while (!ended && running.length < lanes) {
        const start = now();
        const { done, value: item } = (await next) as IteratorResult<T, unknown>;
        if (running.length === 0) waited += now() - start;
        if (done === true) ended = true;
        else {
          running.push({ item, result: handled(run(item)) });
          next = askForNext();
        }
      }
      const first = running.shift();
      if (first === undefined) return;
      const { item } = first;
      yield { item, result: await first.result, waited, assembled };
      waited = 0;
      assembled = 0;
    }
  } finally {
    await iterator.return?.();
  }
}

/** A promise that may fail before anybody waits for it, without that counting as nobody caring. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}
