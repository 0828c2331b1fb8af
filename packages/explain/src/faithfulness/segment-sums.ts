import { rowSize } from '../common/images';
import type { Segmentation } from '../segments/segmentation';
import type { MeasuredAttribution } from './attribution-maps';

/** One image of an attribution whose pixels hold the value of their whole segment. */
export interface SegmentValues {
  segmentation: Segmentation;
  values: Float64Array;
}

/**
 * The values of the segments of each image, of an attribution by segments as its method returned it; undefined of any other,
 * and when its map has been changed since.
 */
export function segmentValues(attribution: MeasuredAttribution): SegmentValues[] | undefined {
  const { segments, coefficients, values, shape } = attribution;
  if (!segments || !coefficients || segments.length !== shape[0]) return undefined;
  const size = rowSize(shape);
  let start = 0;
  const found = segments.map((segmentation) => {
    const own = coefficients.subarray(start, (start += segmentation.count));
    return { segmentation, values: own };
  });
  const isSame = found.every(({ segmentation: { labels }, values: own }, image) => {
    const each = size / labels.length;
    if (!Number.isInteger(each)) return false;
    const map = values.subarray(image * size, (image + 1) * size);
    return map.every((value, i) => value === Math.fround(own[labels[Math.floor(i / each)]]));
  });
  return isSame ? found : undefined;
}

/** Each segment's value in equal parts for its pixels and their `channels`, so that the sum over an image counts it once. */
export function evenShares(images: readonly SegmentValues[], channels: number): Float32Array {
  const parts = images.map(({ segmentation: { labels, count }, values }) => {
    const sizes = new Float64Array(count);
    for (const label of labels) sizes[label] += channels;
    return Float32Array.from({ length: labels.length * channels }, (_, i) => {
      const label = labels[Math.floor(i / channels)];
      return values[label] / sizes[label];
    });
  });
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
