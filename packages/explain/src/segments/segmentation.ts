/** An image divided into segments: which segment each pixel belongs to. */
export interface Segmentation {
  /** `[h, w]`, row-major: the segment of each pixel, `0..count - 1`; every number in that range is used. */
  labels: Int32Array;
  /** `[h, w]`. */
  shape: readonly [h: number, w: number];
  /** How many segments there are. */
  count: number;
}
