import type { MeasuredAttribution } from './attribution-maps';
import {
  localisationMetric,
  type LocalisationOptions,
  type UnusedImages,
  type UnusedModel,
} from './map-metric';
import type { MetricResult } from './metric-result';
import { midRanks } from './rank-correlation';

export type AttributionAucOptions = LocalisationOptions;

/**
 * How well the map tells pixels inside the mask from those outside, the area under the ROC curve: the chance that a pixel
 * inside has a larger value than one outside, where equal ones count a half. 1 perfect, 0.5 says nothing. Channels are
 * summed first. NaN where the mask is empty or everything.
 *
 * Model and images are not looked at; a smaller map is stretched to the masks' size. Higher is better.
 * Fawcett 2006, An introduction to ROC analysis, https://doi.org/10.1016/j.patrec.2005.10.010
 *
 * @example
 * const { values } = await attributionAuc(model, images, map, { masks });
 */
export async function attributionAuc(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  options: AttributionAucOptions = {},
): Promise<MetricResult> {
  return localisationMetric('attributionAuc', attribution, options, (values, inside) => {
    const ranks = midRanks(values);
    const count = inside.reduce((a, b) => a + b, 0);
    const sum = ranks.reduce((total, rank, i) => total + rank * inside[i], 0);
    // Mann and Whitney: the ranks inside, less what they add up to among themselves.
    return (sum - (count * (count + 1)) / 2) / (count * (values.length - count));
  });
}
