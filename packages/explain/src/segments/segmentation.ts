/** An image divided into segments: which segment each pixel belongs to. */
export interface Segmentation {
  /** `[h, w]`, row-major: the segment of each pixel, `0..count - 1`; every number in that range is used. */
  labels: Int32Array;
  /** `[h, w]`. */
  shape: readonly [h: number, w: number];
  /** How many segments there are. */
  count: number;
}

/** A segmentation of any marks `0..marks.length - 1`: segments are numbered in the order of their first pixels. */
export function numberedSegments(marks: Int32Array, h: number, w: number): Segmentation {
  const numbers = new Int32Array(marks.length).fill(-1);
  let count = 0;
  const labels = marks.map((mark) => {
    if (numbers[mark] < 0) numbers[mark] = count++;
    return numbers[mark];
  });
  return { labels, shape: [h, w], count };
}
