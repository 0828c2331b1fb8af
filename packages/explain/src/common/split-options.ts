import type { RunOptions } from './options';

/** Separates how a call runs (batches, signal, progress) from what decides its numbers. */
export function splitOptions<T extends RunOptions>(
  options: T,
): { run: RunOptions; rest: Omit<T, 'batchSize' | 'signal' | 'onProgress' | 'seed'> } {
  const { batchSize, seed, signal, onProgress, ...rest } = options;
  return { run: { batchSize, seed, signal, onProgress }, rest };
}
