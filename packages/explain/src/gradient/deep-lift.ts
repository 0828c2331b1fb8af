import type * as tf from '@tensorflow/tfjs-core';
import type { CompleteAttribution } from '../common/attribution';
import { completenessDelta, difference } from '../common/completeness';
import { completenessWarnings, notComplete } from '../common/warnings';
import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import { mapBatches } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { prepare } from '../common/prepare';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import { deepLiftPass } from '../rules/deep-lift-pass';
import { readReference } from './reference-images';

export interface DeepLiftOptions extends AttributionOptions {
  /** What the image is compared with: a number for every pixel (default 0) or images, one or one each. */
  baseline?: number | Images;
}

/**
 * Each pixel's share of the difference between the score of the image and of the baseline, by the rescale rule: an
 * activation counts with its slope `(f(x) - f(b)) / (x - b)` between the two (its derivative where they differ by less
 * than 1e-10), max-pooling with the elements that are largest in either, a product with the values in the middle.
 *
 * The rest is linear. Every step between is complete, so the values add up to `S(x) - S(b)`; `delta` `[n]` is what is
 * missing, and a warning names images where that is much. Images and values `[n, h, w, c]`, signed, in score units.
 * `score: 'probability'` and `'logProbability'` stay complete: a sigmoid is an activation, softmax the exponential of
 * `z - log sum exp z` (Captum's own softmax rule is not complete). A target function counts with its gradient.
 * Two forward passes and one backward pass an image; one baseline for all images runs once a batch.
 * Throws where a layer has no rule: softmax before the end, layer normalisation, recurrent and custom layers.
 * Shrikumar et al. 2017, Learning Important Features, https://arxiv.org/abs/1704.02685
 *
 * @example
 * const { values, delta } = await deepLift(model, images, { baseline: 0.5 });
 */
export async function deepLift(
  model: ExplainableModel,
  images: Images,
  { baseline = 0, ...options }: DeepLiftOptions = {},
): Promise<CompleteAttribution> {
  const prepared = await prepare('deepLift', model, images, options);
  const { subject, inputs, n, score } = prepared;
  const baselines = await readReference(baseline, prepared);
  const { run, rest } = splitOptions(options);
  const results = await mapBatches(n, run, (start, size) => {
    const target = targetRows(prepared.target, start, size);
    const { values, ...scores } = deepLiftPass(subject, prepared.rows(start, size), baselines(start, size), {
      target,
      score,
    });
    const named = values.map((value, i) => [`values${i}`, value]);
    return { ...(Object.fromEntries(named) as Record<string, tf.Tensor>), ...scores };
  });
  const values = inputs.map((_, i) => results[`values${i}`]);
  const [scores, starts] = [results.scores.data, results.baselineScores.data];
  const delta = completenessDelta(values, scores, starts);
  return inputAttribution(
    'deepLift',
    prepared,
    { ...rest, baseline },
    {
      values: values.map(({ data }) => data),
      scores,
      targets: results.targets.data,
      delta,
      warnings: completenessWarnings(values, delta, difference(scores, starts), notComplete),
    },
  );
}
