import type { Images } from '../common/images';
import type { BlackBoxModel } from '../perturbation/black-box';
import type { MeasuredAttribution } from './attribution-maps';
import { curveMetric, type CurveOptions } from './curve-metric';
import type { MetricResult } from './metric-result';
import { stepCounts } from './pixel-curve';

export type DeletionOptions = CurveOptions;

/**
 * How long the score lasts while the most important pixels are deleted: the area under the score as a function of the share
 * that is gone, by the trapezoid rule, from the whole image (`x` 0) to the empty one (1).
 *
 * `step` pixels at a time (default a row's worth, the image's width, as in the paper; below 1 a share of all pixels), all
 * channels replaced by `baseline` (default 0). The score is the probability by default, the target that of the
 * attribution, held fixed (of a regression say `score: 'logit'`). Of equal values the later pixel goes first. One forward pass a step, `batchSize` at a time.
 * Lower is better. Petsiuk et al. 2018, RISE, https://arxiv.org/abs/1806.07421
 *
 * @example
 * const { values, curves } = await deletion(model, images, await saliency(model, images), { step: 0.05 });
 */
export async function deletion(
  model: BlackBoxModel,
  images: Images,
  attribution: MeasuredAttribution,
  options: DeletionOptions = {},
): Promise<MetricResult> {
  return curveMetric('deletion', model, images, attribution, options, {
    defaultScore: 'probability',
    baseline: 0,
    counts: (step, pixels) => [0, ...stepCounts(step, pixels)],
    way: (image, replaced) => ({ from: image, to: replaced }),
    whole: 0,
  });
}
