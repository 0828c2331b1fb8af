import * as tf from '@tensorflow/tfjs-core';
import { breathe, throwIfAborted } from '../common/abort';
import { rowSize, rowsToTensor, type PlainBatch } from '../common/images';
import { checkedBatchSize, type RunOptions } from '../common/options';
import { ranges } from '../common/samples';
import { rowsOfImages } from '../common/take-rows';
import { fixedTarget, targetRows, type ResolvedTarget } from '../common/target';
import type { MetricSubject } from './metric-subject';

/**
 * The explained score of changed images, `each` of them an image, all images after each other: `[n * each]`.
 * `write` puts the next changed image, as it is in the first input, into a row; it is called once a row, in order. Other
 * inputs stay. Rows are made as plain data, which costs next to nothing beside the pass, and scored `batchSize` at a time.
 */
export async function scorePictures(
  prepared: MetricSubject,
  run: RunOptions,
  each: number,
  write: (row: Float32Array, image: number, index: number) => void,
): Promise<Float32Array> {
  const { inputs, n, target } = prepared;
  const [first, ...others] = inputs;
  const size = rowSize(first.shape);
  const { scores } = await scoreRows(prepared, run, n * each, (start, count) => {
    const images = Int32Array.from({ length: count }, (_, row) => Math.floor((start + row) / each));
    const pictures = new Float32Array(count * size);
    images.forEach((image, row) =>
      write(pictures.subarray(row * size, (row + 1) * size), image, (start + row) % each),
    );
    return {
      xs: () => [
        tf.tensor(pictures, [count, ...first.shape.slice(1)], 'float32'),
        ...others.map((batch) => rowsOfImages(batch, images)),
      ],
      target: target instanceof Int32Array ? images.map((image) => target[image]) : target,
    };
  });
  return scores;
}

/** The scores of the images, or of other rows in their place, and their classes. */
export async function scoreImages(
  prepared: MetricSubject,
  run: RunOptions,
  rows: readonly PlainBatch[] = prepared.inputs,
): Promise<{ scores: Float32Array; targets: Int32Array }> {
  return scoreRows(prepared, run, prepared.n, (start, size) => ({
    xs: () => rows.map((batch) => rowsToTensor(batch, start, size)),
    target: targetRows(prepared.target, start, size),
  }));
}

/** The subject with `'predicted'` replaced by the classes of the images as they are: one forward pass, only if needed. */
export async function withFixedTarget(prepared: MetricSubject, run: RunOptions): Promise<MetricSubject> {
  if (prepared.target !== 'predicted') return prepared;
  const { targets } = await scoreImages(prepared, { ...run, onProgress: undefined });
  return { ...prepared, target: fixedTarget(prepared.target, targets) };
}

/** Scores `total` rows, `batchSize` at a time; `build` is asked for them in order. */
async function scoreRows(
  { predict }: MetricSubject,
  run: RunOptions,
  total: number,
  build: (start: number, size: number) => { xs: () => tf.Tensor[]; target: ResolvedTarget },
): Promise<{ scores: Float32Array; targets: Int32Array }> {
  const scores = new Float32Array(total);
  const targets = new Int32Array(total);
  throwIfAborted(run.signal);
  for (const { start, size } of ranges(total, checkedBatchSize(run))) {
    if (start > 0) await breathe(run.signal);
    const { xs, target } = build(start, size);
    const results = await predict(xs, target, run.signal);
    scores.set(results.scores, start);
    targets.set(results.targets, start);
    throwIfAborted(run.signal);
    run.onProgress?.({ done: start + size, total });
  }
  return { scores, targets };
}
