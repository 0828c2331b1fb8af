import { checkNames, checkWhole } from '../common/option-checks';
import { sizesOf, type PlainImage } from './plain-image';
import type { Segmentation } from './segmentation';

export interface GridSegmentsOptions {
  /** Cells from top to bottom. Default 8, or the height where that is less. */
  rows?: number;
  /** Cells from left to right. Default 8, or the width where that is less. */
  columns?: number;
}

/**
 * A grid of rectangles, as equal as whole pixels allow, whatever is in the image; numbered row by row.
 *
 * The image is `[h, w, c]` or `[1, h, w, c]`, of any channels and values. Throws on another shape and on more rows or
 * columns than pixels.
 *
 * @example
 * const { labels, count } = gridSegments({ data, shape: [48, 48, 1] }, { rows: 6, columns: 6 });
 */
export function gridSegments(image: PlainImage, options: GridSegmentsOptions = {}): Segmentation {
  const [h, w] = sizesOf(image);
  const { rows = Math.min(8, h), columns = Math.min(8, w) } = options;
  checkNames(options, ['rows', 'columns']);
  checkWhole({ rows, columns }, 1);
  if (rows > h) throw new Error(`invalid rows: ${rows} (expected ${h} or fewer, the image's height)`);
  if (columns > w) throw new Error(`invalid columns: ${columns} (expected ${w} or fewer, the image's width)`);
  const labels = new Int32Array(h * w).map((_, i) => {
    const row = Math.floor((Math.floor(i / w) * rows) / h);
    return row * columns + Math.floor(((i % w) * columns) / w);
  });
  return { labels, shape: [h, w], count: rows * columns };
}
