import type { AttributionOptions } from '../common/options';
import type { MeasuredAttribution } from './attribution-maps';
import { formMetric, type UnusedImages, type UnusedModel } from './map-metric';
import type { MetricResult } from './metric-result';

export type SparsenessOptions = AttributionOptions;

/**
 * How unequal the sizes of a map's values are, the Gini index: `sum_i (2 i - n - 1) |a_(i)| / (n sum |a|)` with the sizes in
 * rising order, `i` from 1. 0 where all are alike, `1 - 1/n` where one pixel has everything; channels are summed first.
 *
 * Model and images are not looked at; the map stays at its own resolution. NaN for a map that is zero everywhere.
 * Higher is better. Chalasani et al. 2020, Concise Explanations of Neural Networks, https://arxiv.org/abs/1810.06583
 *
 * @example
 * const { values } = await sparseness(model, images, await saliency(model, images));
 */
export async function sparseness(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  options: SparsenessOptions = {},
): Promise<MetricResult> {
  return formMetric('sparseness', attribution, { ...options }, (sizes) => {
    const rising = sizes.toSorted();
    const n = rising.length;
    let sum = 0;
    let weighted = 0;
    for (let i = 0; i < n; i++) {
      sum += rising[i];
      weighted += (2 * (i + 1) - n - 1) * rising[i];
    }
    return weighted / (n * sum);
  });
}
