import type { Segmentation } from './segmentation';

export interface SegmentBoundariesOptions {
  /** Whether the pixels of both segments are marked, so that lines are two pixels wide. Default false: one pixel. */
  thick?: boolean;
}

/**
 * Where one segment ends and another begins, for drawing: a mask `[h, w]`, 1 on the boundaries and 0 elsewhere.
 *
 * A thin boundary is on the pixels whose right or lower neighbour is of another segment; a thick one on all pixels with
 * such a neighbour at any side. The image's own edge is no boundary.
 *
 * @example
 * const mask = segmentBoundaries(slic(image));
 */
export function segmentBoundaries(
  { labels, shape: [h, w] }: Segmentation,
  { thick = false }: SegmentBoundariesOptions = {},
): Uint8Array {
  const mask = new Uint8Array(h * w);
  for (let i = 0; i < mask.length; i++) {
    const right = i % w < w - 1 && labels[i] !== labels[i + 1];
    const below = i + w < mask.length && labels[i] !== labels[i + w];
    if (right || below) mask[i] = 1;
    if (thick && right) mask[i + 1] = 1;
    if (thick && below) mask[i + w] = 1;
  }
  return mask;
}
