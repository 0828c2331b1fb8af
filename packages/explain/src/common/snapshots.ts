import type { Attribution } from './attribution';

/** What an iterative method has after some of its samples. */
export interface Snapshot<T extends Attribution = Attribution> {
  /** Of the samples (or steps) asked for. */
  progress: { done: number; total: number };
  /** The result so far, of the part that is done; to be read before the next snapshot is asked for. */
  attribution: () => Promise<T>;
}

/** The result of an iterative method when all is done; what lies before is not read. */
export async function lastResult<T extends Attribution>(snapshots: AsyncIterable<Snapshot<T>>): Promise<T> {
  for await (const { progress, attribution } of snapshots) {
    if (progress.done === progress.total) return attribution();
  }
  throw new Error('the method ended before all its samples were done');
}

/** Every result on the way; the last is the very one of {@link lastResult}. */
export async function* improvingResults<T extends Attribution>(
  snapshots: AsyncIterable<Snapshot<T>>,
): AsyncGenerator<T, void, undefined> {
  for await (const snapshot of snapshots) yield snapshot.attribution();
}
