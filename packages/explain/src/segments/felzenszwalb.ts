import { ascendingOrder } from './ascending-order';
import { gaussianBlur } from './gaussian-blur';
import { checkFromZero, checkNames, checkPositive, checkWhole } from '../common/option-checks';
import { PixelForest } from './pixel-forest';
import { readRgb, type PlainImage } from './plain-image';
import { numberedSegments, type Segmentation } from './segmentation';

export interface FelzenszwalbOptions {
  /** How large a difference is within a segment: larger values give larger segments. Default 1; 100 is usual. */
  scale?: number;
  /** Standard deviation in pixels of the smoothing beforehand. Default 0.8. */
  sigma?: number;
  /** Segments of fewer pixels are merged with the most similar neighbour. Default 20. */
  minSize?: number;
}

/**
 * Segments whose inner differences are smaller than those to their neighbours, of any size: large where the image is
 * flat, small where it is busy.
 *
 * Neighbouring pixels (8 a pixel) are joined in the order of their colour difference `|a - b|`, as long as it is below
 * `I(A) + scale / 255 / |A|` for both segments, `I` being the largest difference joined inside. The image is `[h, w, c]`
 * or `[1, h, w, c]`, 0..1; grey counts as RGB with equal channels. Names, defaults and results are those of scikit-image
 * 0.19's `felzenszwalb`; there is no randomness. Throws on an image or option that is not as said.
 * Felzenszwalb, Huttenlocher 2004, Efficient graph-based image segmentation, https://doi.org/10.1023/B:VISI.0000022288.19776.77
 *
 * @example
 * const { labels, count } = felzenszwalb({ data, shape: [224, 224, 3] }, { scale: 100, sigma: 0.5, minSize: 50 });
 */
export function felzenszwalb(image: PlainImage, options: FelzenszwalbOptions = {}): Segmentation {
  const { scale = 1, sigma = 0.8, minSize = 20 } = options;
  checkNames(options, ['scale', 'sigma', 'minSize']);
  checkPositive({ scale });
  checkFromZero({ sigma });
  checkWhole({ minSize }, 0);

  const { values, h, w } = readRgb(image);
  const { from, to, costs } = neighbourEdges(gaussianBlur(values, h, w, sigma), h, w);
  const order = ascendingOrder(costs);
  const forest = new PixelForest(h * w);
  const inner = new Float64Array(h * w);
  const limit = (root: number) => inner[root] + scale / 255 / forest.sizes[root];
  for (const edge of order) {
    const a = forest.root(from[edge]);
    const b = forest.root(to[edge]);
    if (a !== b && costs[edge] < Math.min(limit(a), limit(b))) inner[forest.join(a, b)] = costs[edge];
  }
  for (const edge of order) {
    const a = forest.root(from[edge]);
    const b = forest.root(to[edge]);
    if (a !== b && Math.min(forest.sizes[a], forest.sizes[b]) < minSize) forest.join(a, b);
  }
  return numberedSegments(forest.roots(), h, w);
}

interface Edges {
  from: Int32Array;
  to: Int32Array;
  costs: Float64Array;
}

/** Each pair of pixels that touch at a side or corner once: to the right, down, down right, down left. */
function neighbourEdges(values: Float64Array, h: number, w: number): Edges {
  const count = h * (w - 1) + (h - 1) * w + 2 * (h - 1) * (w - 1);
  const edges = { from: new Int32Array(count), to: new Int32Array(count), costs: new Float64Array(count) };
  let edge = 0;
  for (const [dy, dx] of [
    [0, 1],
    [1, 0],
    [1, 1],
    [1, -1],
  ]) {
    for (let y = 0; y + dy < h; y++) {
      for (let x = Math.max(0, -dx); x < w - Math.max(0, dx); x++) {
        const a = y * w + x;
        const b = a + dy * w + dx;
        const d0 = values[a * 3] - values[b * 3];
        const d1 = values[a * 3 + 1] - values[b * 3 + 1];
        const d2 = values[a * 3 + 2] - values[b * 3 + 2];
        edges.from[edge] = a;
        edges.to[edge] = b;
        edges.costs[edge++] = Math.sqrt(d0 * d0 + d1 * d1 + d2 * d2);
      }
    }
  }
  return edges;
}
