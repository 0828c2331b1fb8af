import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import { type Images, type PlainBatch, rowSize } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import { forEachBatch } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { prepare } from '../common/prepare';
import { scoreGradient, targetScores } from '../common/score-gradient';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import { readBaseline } from './baseline';
import { quadrature, type QuadratureRule } from './quadrature';

export interface IntegratedGradientsOptions extends AttributionOptions {
  /** Where the path starts: a number for every pixel (default 0) or images, one or one each. */
  baseline?: number | Images;
  /** Points of the path. Default 50. */
  steps?: number;
  /** Default `'gaussLegendre'`. */
  rule?: QuadratureRule;
}

/**
 * Each pixel's share of the difference between the score of the image and of the baseline:
 * `(x - b) * sum_i w_i dS/dx(b + a_i (x - b))`.
 *
 * Images and values `[n, h, w, c]`, signed, in score units; `delta` `[n]` is what is missing to completeness, the sum of
 * the values minus `S(x) - S(b)`. A predicted target is that of the image, all along the path.
 * Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks, https://arxiv.org/abs/1703.01365
 *
 * @example
 * const { values, delta } = await integratedGradients(model, images, { baseline: 0.5, steps: 50 });
 */
export async function integratedGradients(
  model: ExplainableModel,
  images: Images,
  { baseline = 0, steps = 50, rule = 'gaussLegendre', ...options }: IntegratedGradientsOptions = {},
): Promise<Attribution> {
  const { alphas, weights } = quadrature(rule, steps);
  const prepared = await prepare('integratedGradients', model, images, options);
  const { subject, inputs, n, score } = prepared;
  const starts = await readBaseline(baseline, inputs, subject.inputs);
  const { run, rest } = splitOptions(options);
  const total = n * (steps + 2);
  const progress = (before: number): typeof run => ({
    ...run,
    onProgress: ({ done }) => run.onProgress?.({ done: before + done, total }),
  });

  const ends = { scores: new Float32Array(n), targets: new Int32Array(n) };
  await forEachBatch(
    n,
    progress(0),
    (start, size) => ({
      ...targetScores(subject, prepared.rows(start, size), targetRows(prepared.target, start, size), score),
    }),
    ({ scores, targets }, start) => {
      ends.scores.set(scores.data, start);
      ends.targets.set(targets.data, start);
    },
  );
  const target = typeof prepared.target === 'function' ? prepared.target : ends.targets;

  // Row r of the path is step r % steps of image r / steps; one more pass gives the baseline's score.
  const sums = inputs.map(({ data }) => new Float64Array(data.length));
  const imagesOf = (start: number, size: number) =>
    Int32Array.from({ length: size }, (_, r) => Math.floor((start + r) / steps));
  await forEachBatch(
    n * steps,
    progress(n),
    (start, size) => {
      const rows = imagesOf(start, size);
      const xs = inputs.map((input, i) =>
        pathPoints(input, starts[i], rows, (r) => alphas[(start + r) % steps]),
      );
      const chosen = typeof target === 'function' ? target : rows.map((image) => target[image]);
      const { gradients } = scoreGradient(subject, xs, { target: chosen, score });
      return Object.fromEntries(gradients.map((gradient, i) => [i, gradient]));
    },
    (gradients, start, size) => {
      imagesOf(start, size).forEach((image, r) => {
        const weight = weights[(start + r) % steps];
        sums.forEach((sum, i) => addRow(sum, image, gradients[i], r, weight));
      });
    },
  );
  const values = sums.map((sum, i) =>
    Float32Array.from(sum, (gradient, k) => gradient * (inputs[i].data[k] - starts[i].data[k])),
  );

  const delta = new Float32Array(n);
  await forEachBatch(
    n,
    progress(n + n * steps),
    (start, size) => {
      const rows = Int32Array.from({ length: size }, (_, r) => start + r);
      const xs = inputs.map((input, i) => pathPoints(input, starts[i], rows, () => 0));
      return { ...targetScores(subject, xs, targetRows(target, start, size), score) };
    },
    ({ scores }, start, size) => {
      for (let k = start; k < start + size; k++) {
        const sum = values.reduce((all, row, i) => all + rowSum(row, k, rowSize(inputs[i].shape)), 0);
        delta[k] = sum - (ends.scores[k] - scores.data[k - start]);
      }
    },
  );
  const settings = { ...rest, baseline, steps, rule };
  return inputAttribution('integratedGradients', prepared, settings, { values, ...ends, delta });
}

/** Points `b + alpha (x - b)` of the images `rows`, as a tensor. */
function pathPoints(x: PlainBatch, b: PlainBatch, rows: Int32Array, alpha: (r: number) => number): tf.Tensor {
  const size = rowSize(x.shape);
  const data = new Float32Array(rows.length * size);
  rows.forEach((image, r) => {
    const a = alpha(r);
    for (let k = 0; k < size; k++) {
      const from = b.data[image * size + k];
      data[r * size + k] = from + a * (x.data[image * size + k] - from);
    }
  });
  return tf.tensor(data, [rows.length, ...x.shape.slice(1)], 'float32');
}

function addRow(
  sum: Float64Array,
  image: number,
  { data, shape }: PlainBatch,
  row: number,
  weight: number,
): void {
  const size = rowSize(shape);
  for (let k = 0; k < size; k++) sum[image * size + k] += weight * data[row * size + k];
}

function rowSum(values: Float32Array, row: number, size: number): number {
  let sum = 0;
  for (let k = row * size; k < (row + 1) * size; k++) sum += values[k];
  return sum;
}
