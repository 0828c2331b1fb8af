import type * as tf from '@tensorflow/tfjs-core';
import type { PlainBatch } from './images';
import type { RunOptions } from './options';
import { sumOverSamples, type Range } from './samples';

/** As {@link sumOverSamples}, when only the final sums are wanted. */
export async function sumAllSamples(
  counts: { images: number; samples: number },
  options: RunOptions,
  compute: (images: Range, samples: Range) => Record<string, tf.Tensor>,
): Promise<Record<string, PlainBatch>> {
  for await (const { samples, read } of sumOverSamples(counts, options, compute)) {
    if (samples === counts.samples) return await read();
  }
  throw new Error(`invalid samples: ${counts.samples} (expected a whole number from 1)`);
}
