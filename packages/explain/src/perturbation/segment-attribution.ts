import type { Attribution } from '../common/attribution';
import type { Segmentation } from '../segments/segmentation';

/** An attribution whose pixels hold the value of their segment. */
export interface SegmentAttribution extends Attribution {
  /** Of every image. */
  segments: Segmentation[];
  /** The value of each segment, image after image (image `i` has `segments[i].count` of them). */
  coefficients: Float64Array;
}

/** The values of the segments of all images, one after the other. */
export function joinedCoefficients(values: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(values.flatMap((ofImage) => Array.from(ofImage)));
}

/** What the segments' values miss of the difference of the scores, one an image. */
export function segmentDelta(
  values: readonly ArrayLike<number>[],
  end: ArrayLike<number>,
  start: ArrayLike<number>,
): Float32Array {
  return Float32Array.from(values, (ofImage, image) => {
    const sum = Array.from(ofImage).reduce((a, b) => a + b, 0);
    return sum - (end[image] - start[image]);
  });
}
