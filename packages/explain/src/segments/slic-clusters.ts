import { colourBoxes, squareToBox, tile } from './colour-boxes';
import { seedGrid } from './seed-grid';

interface ClusterSettings {
  nSegments: number;
  maxNumIter: number;
}

/** What the clustering ends with: `labels` `[h, w]` of the clusters `0..clusters - 1`, of which some may be empty. */
interface Clusters {
  labels: Int32Array;
  clusters: number;
}

/**
 * The local k-means of SLIC: pixels `[y / S, x / S, colour]` go to the nearest cluster centre in whose window of two
 * steps to each side they are. `colours` is `[h, w, 3]`, already divided by the compactness. The first assignment is by
 * place alone.
 */
export function slicClusters(
  colours: Float64Array,
  h: number,
  w: number,
  { nSegments, maxNumIter }: ClusterSettings,
): Clusters {
  const { start, step, rows, columns } = seedGrid(h, w, nSegments);
  const clusters = rows * columns;
  const reach = seedGrid(h, w, clusters).step.map((size) => 2 * size);
  const spatialWeight = 1 / Math.max(...step) ** 2;
  const centres = new Float64Array(clusters * 5);
  for (let k = 0; k < clusters; k++) {
    centres[k * 5] = start[0] + Math.floor(k / columns) * step[0];
    centres[k * 5 + 1] = start[1] + (k % columns) * step[1];
  }
  const places = { h, w, centres, reach, spatialWeight };
  const boxes = colourBoxes(colours, h, w);
  const space: Space = { ...places, colours, boxes };
  const byPlaceAlone: Space = {
    ...places,
    colours: new Float64Array(colours.length),
    boxes: new Float64Array(boxes.length),
  };
  const labels = seedLabels(h, w, step, rows, columns);
  const distances = new Float64Array(h * w);
  const sizes = new Int32Array(clusters).fill(1);
  for (let iteration = 0; iteration < maxNumIter; iteration++) {
    const assigned = iteration === 0 ? byPlaceAlone : space;
    const farthest = distancesSoFar(assigned, labels, distances);
    let isChanged = iteration === 0;
    for (let k = 0; k < clusters; k++) {
      if (sizes[k] > 0 && claimPixels(assigned, k, labels, distances, farthest)) isChanged = true;
    }
    if (!isChanged) break;
    moveCentres(space, labels, sizes);
  }
  return { labels, clusters };
}

interface Space {
  colours: Float64Array;
  /** Of {@link colourBoxes}. */
  boxes: Float64Array;
  h: number;
  w: number;
  /** `[clusters, 5]`: y, x and three colours. */
  centres: Float64Array;
  reach: readonly number[];
  spatialWeight: number;
}

/** The cell of each pixel in the grid of seeds: what a pixel in nobody's window stays in. */
function seedLabels(
  h: number,
  w: number,
  step: readonly number[],
  rows: number,
  columns: number,
): Int32Array {
  const labels = new Int32Array(h * w);
  for (let y = 0; y < h; y++) {
    const row = Math.min(Math.floor(y / step[0]), rows - 1);
    for (let x = 0; x < w; x++)
      labels[y * w + x] = row * columns + Math.min(Math.floor(x / step[1]), columns - 1);
  }
  return labels;
}

/** The part of one axis that a centre's window covers. */
function windowOf(centre: number, reach: number, size: number): [start: number, end: number] {
  return [Math.max(Math.floor(centre - reach), 0), Math.min(Math.floor(centre + reach + 1), size)];
}

/**
 * Each pixel's distance to the centre that it belonged to, where that one still sees it, and the largest in each tile:
 * most other centres are farther away from all of it.
 */
function distancesSoFar(
  { colours, h, w, centres, reach, spatialWeight }: Space,
  labels: Int32Array,
  distances: Float64Array,
): Float64Array {
  const across = Math.ceil(w / tile);
  const farthest = new Float64Array(Math.ceil(h / tile) * across);
  for (let i = 0, y = 0; y < h; y++) {
    const row = Math.floor(y / tile) * across;
    for (let x = 0; x < w; x++, i++) {
      const c = labels[i] * 5;
      const dy = centres[c] - y;
      const dx = centres[c + 1] - x;
      const d0 = colours[i * 3] - centres[c + 2];
      const d1 = colours[i * 3 + 1] - centres[c + 3];
      const d2 = colours[i * 3 + 2] - centres[c + 4];
      const isSeen = Math.abs(dy) < reach[0] && Math.abs(dx) < reach[1];
      const distance = isSeen
        ? (dy * dy + dx * dx) * spatialWeight + (d0 * d0 + d1 * d1 + d2 * d2)
        : Infinity;
      distances[i] = distance;
      const at = row + Math.floor(x / tile);
      if (distance > farthest[at]) farthest[at] = distance;
    }
  }
  return farthest;
}

/**
 * Gives cluster `k` the pixels of its window that are nearer to it than to every other so far, tile by tile, and says
 * whether there were any; of equally near ones the first gets them.
 */
function claimPixels(
  { colours, boxes, h, w, centres, reach, spatialWeight }: Space,
  k: number,
  labels: Int32Array,
  distances: Float64Array,
  farthest: Float64Array,
): boolean {
  const across = Math.ceil(w / tile);
  const [cy, cx, c0, c1, c2] = centres.subarray(k * 5, k * 5 + 5);
  const [top, bottom] = windowOf(cy, reach[0], h);
  const [left, right] = windowOf(cx, reach[1], w);
  let isChanged = false;
  for (let ty = Math.floor(top / tile); ty * tile < bottom; ty++) {
    const yStart = Math.max(top, ty * tile);
    const yEnd = Math.min(bottom, (ty + 1) * tile);
    const dy = cy - nearest(cy, yStart, yEnd);
    // Rounding keeps the order, so that what is left out here is farther away for certain.
    for (let tx = Math.floor(left / tile); tx * tile < right; tx++) {
      const xStart = Math.max(left, tx * tile);
      const xEnd = Math.min(right, (tx + 1) * tile);
      const dx = cx - nearest(cx, xStart, xEnd);
      const at = ty * across + tx;
      const colour = squareToBox(boxes, at, c0, c1, c2);
      if ((dy * dy + dx * dx) * spatialWeight + colour > farthest[at]) continue;
      for (let y = yStart; y < yEnd; y++) {
        const down = (cy - y) * (cy - y);
        for (let x = xStart, i = y * w + xStart; x < xEnd; x++, i++) {
          const place = (down + (cx - x) * (cx - x)) * spatialWeight;
          const d0 = colours[i * 3] - c0;
          const d1 = colours[i * 3 + 1] - c1;
          const d2 = colours[i * 3 + 2] - c2;
          const distance = place + (d0 * d0 + d1 * d1 + d2 * d2);
          if (distance > distances[i] || (distance === distances[i] && k >= labels[i])) continue;
          distances[i] = distance;
          labels[i] = k;
          isChanged = true;
        }
      }
    }
  }
  return isChanged;
}

/** The pixel of `start..end - 1` that is nearest to a place. */
function nearest(place: number, start: number, end: number): number {
  return Math.min(Math.max(Math.round(place), start), end - 1);
}
/** Puts each centre at the mean of its pixels. */
function moveCentres({ colours, w, centres }: Space, labels: Int32Array, sizes: Int32Array): void {
  centres.fill(0);
  sizes.fill(0);
  for (let i = 0, y = 0; i < labels.length; y++) {
    for (let x = 0; x < w; x++, i++) {
      const k = labels[i];
      sizes[k]++;
      centres[k * 5] += y;
      centres[k * 5 + 1] += x;
      centres[k * 5 + 2] += colours[i * 3];
      centres[k * 5 + 3] += colours[i * 3 + 1];
      centres[k * 5 + 4] += colours[i * 3 + 2];
    }
  }
  for (let j = 0; j < centres.length; j++) centres[j] /= sizes[Math.floor(j / 5)];
}
