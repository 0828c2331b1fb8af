import type { MeasuredAttribution } from './attribution-maps';
import {
  localisationMetric,
  type LocalisationOptions,
  type UnusedImages,
  type UnusedModel,
} from './map-metric';
import type { MetricResult } from './metric-result';

export interface PointingGameOptions extends LocalisationOptions {
  /** A miss by at most this many pixels is a hit, as the paper allows 15 on photographs. Default 0. */
  tolerance?: number;
}

/**
 * Whether the map's largest value is inside the mask: 1 or 0. Of several equal ones one inside is enough; a map with one
 * value everywhere is named in `warnings`. Channels are summed first. NaN where the mask is empty.
 *
 * Model and images are not looked at; a smaller map is stretched to the masks' size. Higher is better.
 * Zhang et al. 2016, Top-down Neural Attention by Excitation Backprop, https://arxiv.org/abs/1608.00507
 *
 * @example
 * const { values } = await pointingGame(model, images, map, { masks: { data, shape: [n, 48, 48] } });
 */
export async function pointingGame(
  _model: UnusedModel,
  _images: UnusedImages,
  attribution: MeasuredAttribution,
  { tolerance = 0, ...options }: PointingGameOptions = {},
): Promise<MetricResult> {
  if (!(tolerance >= 0)) throw new Error(`invalid tolerance: ${tolerance} (expected pixels from 0)`);
  const all = { ...options, tolerance };
  return localisationMetric('pointingGame', attribution, all, (values, inside, [, width]) => {
    const largest = values.reduce((a, b) => Math.max(a, b));
    const isHit = values.some((value, i) => value === largest && isNear(inside, i, width, tolerance));
    return Number(isHit);
  });
}

/** Whether a pixel inside is at most `tolerance` away from pixel `at`. */
function isNear(inside: Uint8Array, at: number, width: number, tolerance: number): boolean {
  if (tolerance === 0) return inside[at] === 1;
  const [y, x] = [Math.floor(at / width), at % width];
  return inside.some(
    (flag, i) => flag === 1 && Math.hypot(Math.floor(i / width) - y, (i % width) - x) <= tolerance,
  );
}
