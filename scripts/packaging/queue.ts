/**
 * Starts tasks in the order in which they were added, at most `width` of them at a time.
 *
 * A task that fails rejects the promise of its own `add`; nobody has to be waiting for it yet.
 */
export function queue(width: number) {
  const waiting: (() => Promise<void>)[] = [];
  let running = 0;
  const next = () => {
    while (running < width && waiting.length > 0) {
      running++;
      void waiting.shift()!().finally(() => {
        running--;
        next();
      });
    }
  };
  return function add<T>(task: () => Promise<T>): Promise<T> {
    const result = new Promise<T>((resolve, reject) => {
      waiting.push(() => task().then(resolve, reject));
    });
    result.catch(() => {});
    next();
    return result;
  };
}
