import * as tf from '@tensorflow/tfjs-core';
import { breathe, throwIfAborted } from './abort';
import { rowsToTensor, type PlainBatch } from './images';
import { readAndDispose } from './map-batches';
import { checkedBatchSize, type RunOptions } from './options';

/** A run of consecutive images or samples. */
export interface Range {
  start: number;
  size: number;
}

/** What has been summed so far. */
export interface SampleSums {
  /** How many samples of every image. */
  samples: number;
  /**
   * The sums of every image as plain data `[n, ...]`, by the names that `compute` gave them. They leave the device, so
   * that nothing is on it while the caller, who may never come back, looks at them.
   */
  read: () => Promise<Record<string, PlainBatch>>;
}

/**
 * Sums what `compute` gives over the samples of each image (points of a path, noisy copies), on the device: `compute`
 * gets a block of images and a block of samples, together at most `batchSize` rows, and returns tensors `[images, ...]`,
 * each already summed over its samples (see {@link weightedSum}). It is called in a tidy.
 *
 * Yields after each block of samples, when every image has got it, so that a result can be read while it improves; what
 * is summed is freed when the caller stops pulling, at an error and at an abort.
 */
export async function* sumOverSamples(
  { images, samples }: { images: number; samples: number },
  options: RunOptions,
  compute: (images: Range, samples: Range) => Record<string, tf.Tensor>,
): AsyncGenerator<SampleSums, void, undefined> {
  const batchSize = checkedBatchSize(options);
  const blocks = ranges(images, batchSize);
  const perPass = Math.max(1, Math.floor(batchSize / blocks[0].size));
  const sums: Record<string, tf.Tensor>[] = blocks.map(() => ({}));
  let plain: Record<string, PlainBatch> | undefined;
  const read = async () => (plain ??= await readSums(sums));
  let done = 0;
  throwIfAborted(options.signal);
  try {
    for (const block of ranges(samples, perPass)) {
      for (const [b, range] of blocks.entries()) {
        if (done > 0) await breathe(options.signal);
        const before = sums[b];
        const known = plain;
        sums[b] = tf.tidy(() => added(known ? rowsOf(known, range) : before, compute(range, block)));
        tf.dispose(before);
        done += range.size * block.size;
        options.onProgress?.({ done, total: images * samples });
      }
      plain = undefined;
      yield { samples: block.start + block.size, read };
      throwIfAborted(options.signal);
    }
  } finally {
    tf.dispose(sums);
  }
}

/** `sum_s weights[s] * rows[s, i]` of rows that stand sample by sample, `[samples * images, ...]`, as `[images, ...]`. */
export function weightedSum(rows: tf.Tensor, weights: ArrayLike<number>): tf.Tensor {
  const samples = weights.length;
  const [count, ...rest] = rows.shape;
  const table = tf.reshape(rows, [samples, -1]);
  const sum = tf.matMul(tf.tensor2d(Float32Array.from(weights), [1, samples]), table);
  return tf.reshape(sum, [count / samples, ...rest]);
}

/** `0..total` cut into runs of at most `size`. */
export function ranges(total: number, size: number): Range[] {
  return Array.from({ length: Math.ceil(total / size) }, (_, i) => ({
    start: i * size,
    size: Math.min(size, total - i * size),
  }));
}

function added(sums: Record<string, tf.Tensor>, more: Record<string, tf.Tensor>): Record<string, tf.Tensor> {
  const result = Object.entries(more).map(([key, value]) => [
    key,
    sums[key] ? tf.add(sums[key], value) : value,
  ]);
  return Object.fromEntries(result) as Record<string, tf.Tensor>;
}

function rowsOf(plain: Record<string, PlainBatch>, { start, size }: Range): Record<string, tf.Tensor> {
  const rows = Object.entries(plain).map(([key, batch]) => [key, rowsToTensor(batch, start, size)]);
  return Object.fromEntries(rows) as Record<string, tf.Tensor>;
}

/** Reads and frees the sums of all blocks of images. */
async function readSums(blocks: Record<string, tf.Tensor>[]): Promise<Record<string, PlainBatch>> {
  const keys = Object.keys(blocks[0]);
  const joined = tf.tidy(() => {
    const entries = keys.map((key) => {
      const parts = blocks.map((block) => block[key]);
      return [key, parts.length === 1 ? tf.clone(parts[0]) : tf.concat(parts, 0)];
    });
    return Object.fromEntries(entries) as Record<string, tf.Tensor>;
  });
  for (const block of blocks) {
    tf.dispose(block);
    for (const key of keys) delete block[key];
  }
  return readAndDispose(joined);
}
