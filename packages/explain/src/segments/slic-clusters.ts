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
  // A centre is y, x and three colours.
  const centres = new Float64Array(clusters * 5);
  for (let k = 0; k < clusters; k++) {
    centres[k * 5] = start[0] + Math.floor(k / columns) * step[0];
    centres[k * 5 + 1] = start[1] + (k % columns) * step[1];
  }
  const labels = seedLabels(h, w, step, rows, columns);
  const distances = new Float64Array(h * w);
  const sizes = new Int32Array(clusters).fill(1);
  for (let iteration = 0; iteration < maxNumIter; iteration++) {
    const before = labels.slice();
    distances.fill(Infinity);
    for (let k = 0; k < clusters; k++) {
      if (sizes[k] > 0)
        claimPixels(
          colours,
          h,
          w,
          { k, centre: centres.subarray(k * 5, k * 5 + 5), reach, spatialWeight },
          labels,
          distances,
        );
    }
    if (iteration > 0 && labels.every((label, i) => label === before[i])) break;
    moveCentres(colours, w, labels, centres, sizes);
  }
  return { labels, clusters };
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

interface Claim {
  k: number;
  centre: Float64Array;
  reach: readonly number[];
  spatialWeight: number;
}

/** Gives cluster `k` the pixels of its window that are nearer to it than to every cluster so far. */
function claimPixels(
  colours: Float64Array,
  h: number,
  w: number,
  { k, centre, reach, spatialWeight }: Claim,
  labels: Int32Array,
  distances: Float64Array,
): void {
  const [cy, cx, c0, c1, c2] = centre;
  const yEnd = Math.min(Math.floor(cy + reach[0] + 1), h);
  const xStart = Math.max(Math.floor(cx - reach[1]), 0);
  const xEnd = Math.min(Math.floor(cx + reach[1] + 1), w);
  for (let y = Math.max(Math.floor(cy - reach[0]), 0); y < yEnd; y++) {
    const dy = (cy - y) * (cy - y);
    for (let x = xStart; x < xEnd; x++) {
      const i = y * w + x;
      const place = (dy + (cx - x) * (cx - x)) * spatialWeight;
      if (place >= distances[i]) continue;
      const d0 = colours[i * 3] - c0;
      const d1 = colours[i * 3 + 1] - c1;
      const d2 = colours[i * 3 + 2] - c2;
      const distance = place + (d0 * d0 + d1 * d1 + d2 * d2);
      if (distance < distances[i]) {
        distances[i] = distance;
        labels[i] = k;
      }
    }
  }
}

/** Puts each centre at the mean of its pixels. */
function moveCentres(
  colours: Float64Array,
  w: number,
  labels: Int32Array,
  centres: Float64Array,
  sizes: Int32Array,
): void {
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
