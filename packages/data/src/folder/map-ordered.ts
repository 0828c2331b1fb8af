/** Results in the order of the items, up to `atOnce` of them under way. Stopping early starts nothing more. */
export async function* mapOrdered<T, R>(
  items: readonly T[],
  map: (item: T) => Promise<R>,
  atOnce: number,
): AsyncGenerator<R, void, undefined> {
  const underWay: Promise<R>[] = [];
  let next = 0;
  const start = () => {
    const promise = map(items[next++]);
    void promise.catch(() => undefined); // it is heard when its turn comes, which it may never do
    underWay.push(promise);
  };
  try {
    while (next < Math.min(atOnce, items.length)) start();
    while (underWay.length) {
      const result = await underWay[0];
      void underWay.shift();
      if (next < items.length) start();
      yield result;
    }
  } finally {
    await Promise.allSettled(underWay);
  }
}
