import { throwIfAborted } from '../common/abort';
import type { Images } from '../common/images';
import { checkOptionNames, type AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from '../perturbation/black-box';
import { imageList } from '../common/warnings';
import { mapOf, readMaps, type Maps, type MeasuredAttribution } from './attribution-maps';
import { readMasks, type Masks } from './masks';
import { metricResult, type MetricResult } from './metric-result';
import { findMetric } from './metrics';

/** Metrics of the map alone take the model and the images like all others, and look at neither. */
export type UnusedModel = BlackBoxModel | undefined;
export type UnusedImages = Images | undefined;

/** What metrics that ask whether a map is where it should be take. */
export interface LocalisationOptions extends AttributionOptions {
  /** Where the right answer is, not 0 inside: `[n, h, w]`, or `[h, w]` for all images. Required. */
  masks?: Masks;
  /** `true`: values of either sign count by their size. Default `false`. */
  abs?: boolean;
}

/** A metric that looks at each map alone; `compute` returns NaN where it can't be said. */
export function formMetric(
  metric: string,
  attribution: MeasuredAttribution,
  options: AttributionOptions & Record<string, unknown>,
  compute: (sizes: Float32Array) => number,
): MetricResult {
  checkOptionNames(options, findMetric(metric).options);
  throwIfAborted(options.signal);
  const maps = readMaps(attribution, { abs: true });
  const values = eachMap(maps, compute);
  return metricResult(
    metric,
    { values, warnings: [...maps.warnings, ...zeroMaps(maps)] },
    { model: 'none', of: attribution.method, options: splitOptions(options).rest },
  );
}

/** A metric that holds each map against a mask; an empty mask gives NaN. Maps of another size are stretched to the masks'. */
export async function localisationMetric(
  metric: string,
  attribution: MeasuredAttribution,
  options: LocalisationOptions,
  compute: (values: Float32Array, inside: Uint8Array, places: readonly [number, number]) => number,
): Promise<MetricResult> {
  checkOptionNames(options, findMetric(metric).options);
  throwIfAborted(options.signal);
  const { masks: given, abs = false, ...rest } = splitOptions(options).rest;
  const masks = await readMasks(given, readMaps(attribution).n);
  const maps = readMaps(attribution, { places: masks.places, abs });
  const values = eachMap(maps, (map, image) => {
    const inside = masks.inside(image);
    return inside.includes(1) ? compute(map, inside, masks.places) : NaN;
  });
  return metricResult(
    metric,
    { values, warnings: [...maps.warnings, ...masks.warnings, ...flatMaps(maps)] },
    { model: 'none', of: attribution.method, options: { ...rest, masks: given, abs } },
  );
}

function eachMap(maps: Maps, compute: (map: Float32Array, image: number) => number): number[] {
  return Array.from({ length: maps.n }, (_, image) => compute(mapOf(maps, image), image));
}

/** Names the maps that say nothing at all: their values are ties. */
export function flatMaps(maps: Maps): string[] {
  return about(maps, (map) => map.every((value) => value === map[0]), 'has one value everywhere');
}

function zeroMaps(maps: Maps): string[] {
  return about(maps, (map) => map.every((value) => value === 0), 'is zero everywhere');
}

function about(maps: Maps, holds: (map: Float32Array) => boolean, text: string): string[] {
  const images = Array.from({ length: maps.n }, (_, image) => image);
  const found = images.filter((image) => holds(mapOf(maps, image)));
  return found.length > 0 ? [`the map of ${imageList(found)} ${text}`] : [];
}
