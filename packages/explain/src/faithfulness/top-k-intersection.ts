import type { MeasuredAttribution } from './attribution-maps';
import {
  localisationMetric,
  type LocalisationOptions,
  type UnusedImages,
  type UnusedModel,
} from './map-metric';
import type { MetricResult } from './metric-result';
import { shareInside } from './share-inside';

export interface TopKIntersectionOptions extends LocalisationOptions {
  /** How many of the largest values. Default a tenth of the pixels. */
  k?: number;
}

/**
 * The share of the `k` largest values that is inside the mask, 0..1. Channels are summed first; of equal values the later
 * pixel is taken. NaN where the mask is empty.
 *
 * Model and images are not looked at; a smaller map is stretched to the masks' size. Higher is better.
 * Throws when `k` is no whole number of 1 to the number of pixels.
 * Theiner et al. 2021, Interpretable Semantic Photo Geolocation, https://arxiv.org/abs/2104.14995
 *
 * @example
 * const { values } = await topKIntersection(model, images, map, { masks, k: 50 });
 */
export async function topKIntersection(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  options: TopKIntersectionOptions = {},
): Promise<MetricResult> {
  return localisationMetric('topKIntersection', attribution, options, (values, inside) => {
    const { k = Math.max(1, Math.round(values.length / 10)) } = options;
    if (!Number.isInteger(k) || k < 1 || k > values.length) {
      throw new Error(`invalid k: ${k} (expected a whole number of 1 to ${values.length}, the pixels)`);
    }
    return shareInside(values, inside, k);
  });
}
