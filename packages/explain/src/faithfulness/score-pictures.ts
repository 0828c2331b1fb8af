import * as tf from '@tensorflow/tfjs-core';
import { rowSize } from '../common/images';
import { forEachBatch } from '../common/map-batches';
import type { RunOptions } from '../common/options';
import { targetScores } from '../common/score-gradient';
import type { ResolvedTarget } from '../common/target';
import type { MetricSubject } from './metric-subject';

/**
 * The explained score of changed images, `each` of them an image, all images after each other: `[n * each]`.
 * `write` puts the next changed image, as it is in the first input, into a row; it is called once a row, in order. Other
 * inputs stay. Rows are made as plain data, which costs next to nothing beside the pass, and scored `batchSize` at a time.
 */
export async function scorePictures(
  { inputs, subject, n, target, score }: MetricSubject,
  run: RunOptions,
  each: number,
  write: (row: Float32Array, image: number, index: number) => void,
): Promise<Float32Array> {
  const scores = new Float32Array(n * each);
  const [first, ...others] = inputs;
  const size = rowSize(first.shape);
  const compute = (start: number, count: number) => {
    const images = Int32Array.from({ length: count }, (_, row) => Math.floor((start + row) / each));
    const pictures = new Float32Array(count * size);
    images.forEach((image, row) =>
      write(pictures.subarray(row * size, (row + 1) * size), image, (start + row) % each),
    );
    const xs = [
      tf.tensor(pictures, [count, ...first.shape.slice(1)], 'float32'),
      ...others.map(({ data, shape }) => {
        const own = rowSize(shape);
        const rows = new Float32Array(count * own);
        images.forEach((image, row) => rows.set(data.subarray(image * own, (image + 1) * own), row * own));
        return tf.tensor(rows, [count, ...shape.slice(1)], 'float32');
      }),
    ];
    const { scores } = targetScores(subject, xs, targetsOf(target, images), score);
    return { scores };
  };
  await forEachBatch(n * each, run, compute, (results, start) => {
    scores.set(results.scores.data, start);
  });
  return scores;
}

function targetsOf(target: ResolvedTarget, images: Int32Array): ResolvedTarget {
  return target instanceof Int32Array ? images.map((image) => target[image]) : target;
}
