import type { Images } from '../common/images';
import type { BlackBoxModel } from '../perturbation/black-box';
import type { MeasuredAttribution } from './attribution-maps';
import { curveMetric, type CurveOptions } from './curve-metric';
import type { MetricResult } from './metric-result';
import { stepCounts } from './pixel-curve';

export type PixelFlippingOptions = CurveOptions;

/**
 * The score after each step of making the most important pixels black; the value is the mean height of that curve (area by
 * the trapezoid rule over the length of its axis).
 *
 * `step` at a time (default a row of the image; below 1 a share of all) are replaced by `baseline` (default `'minimum'`, the
 * image's smallest value): values where the map has channels, of which a pixel of three channels has three; pixels with
 * all their channels where it has none (which Quantus would spread over the channels first). As there `curves` start after the first step. The
 * score is the logit by default, the target that of the attribution, held fixed. Of equal values the later pixel goes
 * first. One forward pass a step, `batchSize` at a time.
 * Lower is better. Bach et al. 2015, On Pixel-Wise Explanations, https://doi.org/10.1371/journal.pone.0130140
 *
 * @example
 * const { curves } = await pixelFlipping(model, images, map, { step: 12, score: 'probability' });
 */
export async function pixelFlipping(
  model: BlackBoxModel,
  images: Images,
  attribution: MeasuredAttribution,
  options: PixelFlippingOptions = {},
): Promise<MetricResult> {
  return curveMetric('pixelFlipping', model, images, attribution, options, {
    defaultScore: 'logit',
    baseline: 'minimum',
    unit: 'value',
    counts: stepCounts,
    way: (image, replaced) => ({ from: image, to: replaced }),
  });
}
