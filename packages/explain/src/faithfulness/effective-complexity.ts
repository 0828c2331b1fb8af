import type { AttributionOptions } from '../common/options';
import type { MeasuredAttribution } from './attribution-maps';
import { formMetric, type UnusedImages, type UnusedModel } from './map-metric';
import type { MetricResult } from './metric-result';

export interface EffectiveComplexityOptions extends AttributionOptions {
  /** Default 0.05. */
  epsilon?: number;
  /** `true` (default): `epsilon` is a share of the map's largest size; `false`: in the map's own unit. */
  normalize?: boolean;
}

/**
 * The number of pixels whose values are not negligible: `|a_i| > epsilon * max |a|`; channels are summed first.
 *
 * Model and images are not looked at; the map stays at its own resolution. Lower is better.
 * Nguyen and Martínez 2020, On quantitative aspects of model interpretability, https://arxiv.org/abs/2007.07584
 *
 * @example
 * const { values } = await effectiveComplexity(model, images, map, { epsilon: 0.1 });
 */
export async function effectiveComplexity(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  { epsilon = 0.05, normalize = true, ...options }: EffectiveComplexityOptions = {},
): Promise<MetricResult> {
  if (!(epsilon >= 0)) throw new Error(`invalid epsilon: ${epsilon} (expected a number from 0)`);
  return formMetric('effectiveComplexity', attribution, { ...options, epsilon, normalize }, (sizes) => {
    const scale = normalize ? sizes.reduce((a, b) => Math.max(a, b), 0) : 1;
    return sizes.reduce((count, size) => count + Number(size > epsilon * scale), 0);
  });
}
