import { imageList } from '../common/warnings';
import { mapOf, type MeasuredAttribution } from '../faithfulness/attribution-maps';
import { checkNames } from '../common/option-checks';
import { pictureMaps } from './picture-maps';
import { readRegions, type Regions } from './regions';

/** Which values count: all by their size, those for the class, or those against it by their size. */
export type ShareSign = 'absolute' | 'positive' | 'negative';

export interface AttributionSharesOptions {
  /** Which values count: `'absolute'` (default) all by their size, `'positive'` those above 0, `'negative'` the size of those below. */
  sign?: ShareSign;
}

/** How much of each map lies in each region; plain data. */
export interface AttributionShares {
  /** The regions' names, in the order of the columns. */
  names: string[];
  /** `[n, regions]`: the share of the map in the region, 0..1; a row adds up to 1. NaN where nothing in the map counts. */
  values: Float32Array;
  /** `[n, regions]`: the share of the image's pixels that the region takes, 0..1. */
  areas: Float32Array;
  /** `[n, regions]`: share over area, 1 as in a flat map, 2 with twice as much a pixel. NaN where the region has no pixel. */
  relative: Float32Array;
  shape: [n: number, regions: number];
  sign: ShareSign;
  /** Which maps have nothing that counts. */
  warnings: string[];
}

const weights: Record<ShareSign, (value: number) => number> = {
  absolute: Math.abs,
  positive: (value) => Math.max(0, value),
  negative: (value) => Math.max(0, -value),
};

/**
 * What share of each map lies in each region, `sum of w over the region / sum of w`, and that relative to the region's area.
 *
 * `w` is `|a|`, `max(0, a)` or `max(0, -a)` after `sign`, `a` the sum over the channels. `attribution` is `[n, h, w, c]` or
 * `[n, h, w]`; `regions` are those of `faceRegions` or any other of the same `h` and `w`. Maps at a layer's resolution (the CAM
 * family) go through `upsampleMap` first. A large region has much of any map: compare regions by `relative`.
 *
 * Throws when regions and maps do not fit, or on values that are not finite.
 *
 * @example
 * const maps = upsampleMap(await gradCam(model, images), [48, 48]);
 * const { names, values, relative } = attributionShares(maps, faceRegions(), { sign: 'positive' });
 */
export function attributionShares(
  attribution: MeasuredAttribution,
  regions: Regions,
  options: AttributionSharesOptions = {},
): AttributionShares {
  checkNames(options, ['sign']);
  const { sign = 'absolute' } = options;
  if (!Object.hasOwn(weights, sign)) {
    throw new Error(`invalid sign: ${String(sign)} (expected 'absolute', 'positive' or 'negative')`);
  }
  const maps = pictureMaps(attribution);
  const { n, size } = maps;
  const { names, labelsOf } = readRegions(regions, [n, ...maps.places]);
  const values = new Float32Array(n * names.length);
  const areas = new Float32Array(n * names.length);
  const empty: number[] = [];
  for (let image = 0; image < n; image++) {
    const labels = labelsOf(image);
    const sums = new Float64Array(names.length);
    const pixels = new Float64Array(names.length);
    mapOf(maps, image).forEach((value, i) => {
      sums[labels[i]] += weights[sign](value);
      pixels[labels[i]]++;
    });
    const total = sums.reduce((a, b) => a + b, 0);
    if (total === 0) empty.push(image);
    const row = image * names.length;
    values.set(
      sums.map((sum) => sum / total),
      row,
    );
    areas.set(
      pixels.map((count) => count / size),
      row,
    );
  }
  const what = {
    absolute: 'is zero everywhere',
    positive: 'has no value above 0',
    negative: 'has no value below 0',
  };
  return {
    names: [...names],
    values,
    areas,
    relative: values.map((share, i) => (areas[i] > 0 ? share / areas[i] : NaN)),
    shape: [n, names.length],
    sign,
    warnings: empty.length > 0 ? [`the map of ${imageList(empty)} ${what[sign]}`] : [],
  };
}
