import type { MeasuredAttribution } from './attribution-maps';
import {
  localisationMetric,
  type LocalisationOptions,
  type UnusedImages,
  type UnusedModel,
} from './map-metric';
import type { MetricResult } from './metric-result';
import { shareInside } from './share-inside';

export type RelevanceRankAccuracyOptions = LocalisationOptions;

/**
 * Of the `K` largest values, `K` the number of pixels of the mask, the share that is inside it, 0..1. Channels are summed
 * first; of equal values the later pixel is taken. NaN where the mask is empty.
 *
 * Model and images are not looked at; a smaller map is stretched to the masks' size. Higher is better.
 * Arras et al. 2022, CLEVR-XAI, https://arxiv.org/abs/2003.07258
 *
 * @example
 * const { values } = await relevanceRankAccuracy(model, images, map, { masks });
 */
export async function relevanceRankAccuracy(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  options: RelevanceRankAccuracyOptions = {},
): Promise<MetricResult> {
  return localisationMetric('relevanceRankAccuracy', attribution, options, (values, inside) =>
    shareInside(
      values,
      inside,
      inside.reduce((a, b) => a + b, 0),
    ),
  );
}
