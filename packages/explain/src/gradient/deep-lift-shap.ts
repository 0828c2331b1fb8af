import * as tf from '@tensorflow/tfjs-core';
import type { CompleteAttribution } from '../common/attribution';
import { completenessDelta, difference } from '../common/completeness';
import { completenessWarnings, notComplete } from '../common/warnings';
import { imageScores, partOf } from '../common/image-scores';
import { rowsToTensor, type Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { repeatRows } from '../common/path-points';
import { prepare } from '../common/prepare';
import { weightedSum } from '../common/samples';
import { splitOptions } from '../common/split-options';
import { sumAllSamples } from '../common/sum-all-samples';
import type { ExplainableModel } from '../common/subject';
import { repeatTarget, targetRows } from '../common/target';
import { deepLiftPass } from '../rules/deep-lift-pass';
import { readBaselineImages } from './baselines';

export interface DeepLiftShapOptions extends AttributionOptions {
  /** The images to compare with, `[baselines, h, w, c]`: every image is compared with every one of them. */
  baselines: Images;
}

/**
 * The mean of `deepLift` over all baselines: each pixel's share of the difference between the score of the image and
 * the baselines' mean score. It approximates SHAP values where the baselines are a sample of the data.
 *
 * Images and values `[n, h, w, c]`, signed, in score units; `delta` `[n]` is what is missing to completeness, the sum of
 * the values minus `S(x) - mean_b S(b)`. Two forward passes and one backward pass an image and baseline.
 * Throws as `deepLift` does, and without baselines.
 * Lundberg and Lee 2017, A Unified Approach to Interpreting Model Predictions, https://arxiv.org/abs/1705.07874
 *
 * @example
 * const { values } = await deepLiftShap(model, images, { baselines: { data, shape: [20, 48, 48, 1] } });
 */
export async function deepLiftShap(
  model: ExplainableModel,
  images: Images,
  given: DeepLiftShapOptions,
): Promise<CompleteAttribution> {
  const { baselines, ...options } = given ?? {};
  const prepared = await prepare('deepLiftShap', model, images, options);
  const { subject, inputs, n, score } = prepared;
  if (baselines === undefined) {
    throw new Error('option baselines is missing (expected images to compare with)');
  }
  const references = await readBaselineImages(baselines, prepared);
  const { run, rest } = splitOptions(options);
  const count = references[0].shape[0];
  const total = n * (1 + count);
  const { target, ...ends } = await imageScores(prepared, partOf(run, 0, total));

  const sums = await sumAllSamples({ images: n, samples: count }, partOf(run, n, total), (block, samples) => {
    const xs = prepared.rows(block.start, block.size).map((x) => repeatRows(x, samples.size));
    const starts = references.map((batch) => {
      const rows = rowsToTensor(batch, samples.start, samples.size);
      // One baseline serves all images of the pass as it is.
      return samples.size === 1 ? rows : repeatEachRow(rows, block.size);
    });
    const rows = repeatTarget(targetRows(target, block.start, block.size), samples.size);
    const { values, baselineScores } = deepLiftPass(subject, xs, starts, { target: rows, score });
    const mean = (value: tf.Tensor) => weightedSum(value, new Float32Array(samples.size).fill(1 / count));
    const named = values.map((value, i) => [`values${i}`, mean(value)]);
    return {
      ...(Object.fromEntries(named) as Record<string, tf.Tensor>),
      starts: mean(baselineScores),
    };
  });
  const values = inputs.map((_, i) => sums[`values${i}`]);
  const delta = completenessDelta(values, ends.scores, sums.starts.data);
  return inputAttribution(
    'deepLiftShap',
    prepared,
    { ...rest, baselines },
    {
      ...ends,
      values: values.map(({ data }) => data),
      delta,
      warnings: completenessWarnings(values, delta, difference(ends.scores, sums.starts.data), notComplete),
    },
  );
}

/** `[n, ...]` with every row `times` times, one after the other: `[n * times, ...]`. */
function repeatEachRow(x: tf.Tensor, times: number): tf.Tensor {
  const [n, ...rest] = x.shape;
  return tf.reshape(tf.tile(tf.reshape(x, [n, 1, -1]), [1, times, 1]), [n * times, ...rest]);
}
