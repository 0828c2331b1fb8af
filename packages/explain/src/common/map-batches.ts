import * as tf from '@tensorflow/tfjs-core';
import { breathe, throwIfAborted } from './abort';
import { rowSize, type PlainBatch } from './images';
import { checkedBatchSize, type RunOptions } from './options';

/**
 * Cuts `total` rows into batches, computes each in its own tidy and hands the results, as plain data, to `collect`.
 * Between batches progress is told and the signal looked at; no tensor outlives its batch, also after an error.
 */
export async function forEachBatch(
  total: number,
  options: RunOptions,
  compute: (start: number, size: number) => Record<string, tf.Tensor>,
  collect: (results: Record<string, PlainBatch>, start: number, size: number) => void,
): Promise<void> {
  const batchSize = checkedBatchSize(options);
  throwIfAborted(options.signal);
  for (let start = 0; start < total; start += batchSize) {
    if (start > 0) await breathe(options.signal);
    const size = Math.min(batchSize, total - start);
    const tensors = tf.tidy(() => compute(start, size));
    collect(await readAndDispose(tensors), start, size);
    throwIfAborted(options.signal);
    options.onProgress?.({ done: start + size, total });
  }
}

/** As {@link forEachBatch}, with the results of all batches joined along the first axis. */
export async function mapBatches(
  total: number,
  options: RunOptions,
  compute: (start: number, size: number) => Record<string, tf.Tensor>,
): Promise<Record<string, PlainBatch>> {
  const joined: Record<string, PlainBatch> = {};
  await forEachBatch(total, options, compute, (results, start) => {
    for (const [key, { data, shape }] of Object.entries(results)) {
      const row = rowSize(shape);
      joined[key] ??= { data: new Float32Array(total * row), shape: [total, ...shape.slice(1)] };
      joined[key].data.set(data, start * row);
    }
  });
  return joined;
}

/** Tensors as plain data; they are freed also when reading fails. */
export async function readAndDispose<K extends string>(
  tensors: Record<K, tf.Tensor>,
): Promise<Record<K, PlainBatch>> {
  try {
    const read = Object.entries<tf.Tensor>(tensors).map(async ([key, tensor]) => {
      return [key, { data: (await tensor.data()) as Float32Array, shape: tensor.shape }] as const;
    });
    return Object.fromEntries(await Promise.all(read)) as unknown as Record<K, PlainBatch>;
  } finally {
    tf.dispose(tensors);
  }
}
