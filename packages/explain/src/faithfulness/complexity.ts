import type { AttributionOptions } from '../common/options';
import type { MeasuredAttribution } from './attribution-maps';
import { formMetric, type UnusedImages, type UnusedModel } from './map-metric';
import type { MetricResult } from './metric-result';

export type ComplexityOptions = AttributionOptions;

/**
 * The entropy of a map: `-sum_i p_i ln p_i` with `p_i = |a_i| / sum |a|`, in nats. 0 where one pixel has everything,
 * `ln(pixels)` where all are alike; channels are summed first.
 *
 * Model and images are not looked at; the map stays at its own resolution. NaN for a map that is zero everywhere.
 * Lower is better. Bhatt et al. 2020, Evaluating and Aggregating Feature-based Model Explanations,
 * https://arxiv.org/abs/2005.00631
 *
 * @example
 * const { values } = await complexity(model, images, await saliency(model, images));
 */
export async function complexity(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  options: ComplexityOptions = {},
): Promise<MetricResult> {
  return formMetric('complexity', attribution, { ...options }, (sizes) => {
    const total = sizes.reduce((a, b) => a + b, 0);
    if (total === 0) return NaN;
    let entropy = 0;
    for (const size of sizes) if (size > 0) entropy -= (size / total) * Math.log(size / total);
    return entropy;
  });
}
