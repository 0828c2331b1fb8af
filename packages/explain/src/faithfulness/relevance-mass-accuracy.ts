import type { MeasuredAttribution } from './attribution-maps';
import {
  localisationMetric,
  type LocalisationOptions,
  type UnusedImages,
  type UnusedModel,
} from './map-metric';
import type { MetricResult } from './metric-result';

export type RelevanceMassAccuracyOptions = LocalisationOptions;

/**
 * The share of the map's mass that is inside the mask: `sum_inside a / sum a`, 0..1, of the values' positive part or with
 * `abs` of their sizes, as mass can't be negative. Channels are summed first. NaN where the mask is empty or there is no
 * mass.
 *
 * Model and images are not looked at; a smaller map is stretched to the masks' size. Higher is better; a map that says
 * nothing gets the mask's share of the image.
 * Arras et al. 2022, CLEVR-XAI, https://arxiv.org/abs/2003.07258
 *
 * @example
 * const { values } = await relevanceMassAccuracy(model, images, map, { masks, abs: true });
 */
export async function relevanceMassAccuracy(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  options: RelevanceMassAccuracyOptions = {},
): Promise<MetricResult> {
  return localisationMetric('relevanceMassAccuracy', attribution, options, (values, inside) => {
    let within = 0;
    let total = 0;
    values.forEach((value, i) => {
      if (value <= 0) return;
      total += value;
      if (inside[i]) within += value;
    });
    return within / total;
  });
}
