import type { Images } from '../common/images';
import type { BlackBoxModel } from '../perturbation/black-box';
import type { MeasuredAttribution } from './attribution-maps';
import { curveMetric, type CurveOptions } from './curve-metric';
import type { MetricResult } from './metric-result';
import { stepCounts } from './pixel-curve';

export type InsertionOptions = CurveOptions;

/**
 * How soon the score comes back while the most important pixels do: the area under the score as a function of the share that
 * is there, by the trapezoid rule, from the blurred image (`x` 0) to the whole one (1).
 *
 * `step` pixels at a time (default a row's worth, the image's width, as in the paper; below 1 a share of all pixels), from
 * `baseline` (default `{ blur: 5 }`, the image blurred by 5 pixels). The score is the
 * probability by default, the target that of the attribution, held fixed (of a regression say `score: 'logit'`). Of equal values the later pixel comes first.
 * One forward pass a step, `batchSize` at a time.
 * Higher is better. Petsiuk et al. 2018, RISE, https://arxiv.org/abs/1806.07421
 *
 * @example
 * const { values, curves } = await insertion(model, images, await saliency(model, images), { baseline: 0.5 });
 */
export async function insertion(
  model: BlackBoxModel,
  images: Images,
  attribution: MeasuredAttribution,
  options: InsertionOptions = {},
): Promise<MetricResult> {
  return curveMetric('insertion', model, images, attribution, options, {
    defaultScore: 'probability',
    baseline: { blur: 5 },
    counts: (step, pixels) => [0, ...stepCounts(step, pixels)],
    way: (image, replaced) => ({ from: replaced, to: image }),
    whole: -1,
  });
}
