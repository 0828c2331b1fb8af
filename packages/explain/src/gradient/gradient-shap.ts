import * as tf from '@tensorflow/tfjs-core';
import type { CompleteAttribution } from '../common/attribution';
import { completenessDelta } from '../common/completeness';
import { imageScores, partOf } from '../common/image-scores';
import { rowsToTensor, type Images, type PlainBatch } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { prepare } from '../common/prepare';
import { sumOverSamples, weightedSum } from '../common/samples';
import { scoreGradient } from '../common/score-gradient';
import { improvingResults, lastResult, type Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import { takeRows } from '../common/take-rows';
import type { ExplainableModel } from '../common/subject';
import { repeatTarget, targetRows } from '../common/target';
import { baselineScores, readBaselines } from './baselines';
import { readNoise, type NoiseOptions } from './noise';
import { drawBaselines, drawPlaces } from './shap-draws';

export interface GradientShapOptions extends AttributionOptions, Omit<NoiseOptions, 'seed'> {
  /** Images to draw baselines from, any number, for all images alike; or a number for every pixel. Default 0. */
  baselines?: number | Images;
  /** Where between baseline (0) and image (1) each sample lies, one a sample, in place of the seeded ones. */
  coefficients?: ArrayLike<number>;
}

const noiseDefaults = { samples: 50, stdev: 0 };

/**
 * Integrated gradients in expectation, over baselines and points of the path: with `z_i = x + noise_i` and a random
 * coefficient `c_i` in 0..1, `mean_i (z_i - b_i) * dS/dx(b_i + c_i (z_i - b_i))`: estimates of SHAP values.
 *
 * `samples` 50; `baselines` 0; `stdev` 0 as in Captum: a number in units of the input or `{ ofRange }`, a share of each
 * image's range. Noise, coefficients and the draw of baselines depend on seed and sample alone; `noise` and `coefficients`
 * may be given. Images and values `[n, h, w, c]`, signed, in score units. `delta` `[n]` is the sum of the values minus
 * `S(x) - mean_i S(b_i)`: it shrinks with the samples as that of any estimate does, so there is no warning about it.
 * The target is that of the image. One gradient pass a sample and a forward pass a baseline.
 * Lundberg and Lee 2017, A Unified Approach to Interpreting Model Predictions, https://arxiv.org/abs/1705.07874
 *
 * @example
 * const { values } = await gradientShap(model, images, { baselines: background, samples: 200, seed: 7 });
 */
export async function gradientShap(
  model: ExplainableModel,
  images: Images,
  options: GradientShapOptions = {},
): Promise<CompleteAttribution> {
  return lastResult(snapshots(model, images, options));
}

/** {@link gradientShap} as it improves, after every pass: of the samples done so far. */
export function streamGradientShap(
  model: ExplainableModel,
  images: Images,
  options: GradientShapOptions = {},
): AsyncGenerator<CompleteAttribution, void, undefined> {
  return improvingResults(snapshots(model, images, options));
}

async function* snapshots(
  model: ExplainableModel,
  images: Images,
  options: GradientShapOptions,
): AsyncGenerator<Snapshot<CompleteAttribution>, void, undefined> {
  const { baselines = 0, coefficients, ...general } = options;
  const prepared = await prepare('gradientShap', model, images, options);
  const { subject, inputs, n, score } = prepared;
  const counted = { ...options, samples: options.samples ?? coefficients?.length };
  const noise = await readNoise(counted, prepared, noiseDefaults);
  const { samples } = noise;
  const along = drawPlaces(coefficients, samples, options.seed);
  const distribution = await readBaselines(baselines, prepared);
  const drawn = drawBaselines(samples, distribution[0].shape[0], options.seed);
  const { run, rest } = splitOptions(general);
  const total = n * (samples + 1) + drawn.rows.length;
  const { target, ...ends } = await imageScores(prepared, partOf(run, 0, total));
  const starts = distribution.map((batch) => takeRows(batch, drawn.rows));
  const startScore = await baselineScores(starts, prepared, target, partOf(run, n, total));

  const before = n + drawn.rows.length;
  const sums = sumOverSamples({ images: n, samples }, partOf(run, before, total), (block, part) => {
    const { start, size } = part;
    const noisy = noise.copies(prepared.rows(block.start, block.size), block, part);
    const chosen = drawn.choices.slice(start, start + size);
    const from = starts.map((batch) => rowsToTensor(takeRows(batch, chosen), 0, size));
    const steps = noisy.map((z, i) => tf.sub(bySample(z, size), bySample(from[i], size)));
    const places = tf.tensor3d(along.slice(start, start + size), [size, 1, 1]);
    const xs = noisy.map((z, i) =>
      tf.reshape(tf.add(bySample(from[i], size), tf.mul(places, steps[i])), z.shape),
    );
    const rows = repeatTarget(targetRows(target, block.start, block.size), size);
    const { gradients } = scoreGradient(subject, xs, { target: rows, score });
    const each = new Float32Array(size).fill(1);
    const sums = gradients.map((gradient, i) => {
      const shares = tf.reshape(tf.mul(bySample(gradient, size), steps[i]), gradient.shape);
      return [`sum${i}`, weightedSum(shares, each)] as const;
    });
    return Object.fromEntries(sums);
  });
  const settings = {
    ...rest,
    baselines,
    ...noise.settings,
    seed: options.seed ?? 0,
    ...(coefficients && { coefficients: Array.from(coefficients) }),
  };
  for await (const { samples: done, read } of sums) {
    const progress = { done, total: samples };
    const attribution = async () => {
      const summed = await read();
      const values = inputs.map(({ shape }, i): PlainBatch => {
        return { data: summed[`sum${i}`].data.map((value) => value / done), shape };
      });
      const before = Float32Array.from({ length: n }, (_, image) => {
        const scores = drawn.choices.slice(0, done).map((choice) => startScore(choice, image));
        return scores.reduce((a, b) => a + b, 0) / done;
      });
      return inputAttribution('gradientShap', prepared, settings, {
        ...ends,
        values: values.map(({ data }) => data),
        delta: completenessDelta(values, ends.scores, before),
        warnings: noise.warnings,
        progress,
      });
    };
    yield { progress, attribution };
  }
}

/** Rows that stand sample by sample as `[samples, images, values]`. */
const bySample = (rows: tf.Tensor, samples: number): tf.Tensor =>
  tf.reshape(rows, [samples, rows.shape[0] / samples, -1]);
