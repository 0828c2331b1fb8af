import { readImages, rowSize, type Images, type PlainBatch } from '../common/images';
import { seededRandom } from '../common/random';
import type { AttributionFunction } from './attribution-method';

/** Maps that know nothing of the model: whatever explains it must do better. */
export const baselineMaps: Record<'random' | 'sobel', AttributionFunction> = {
  /** A number in 0..1 a value, from the seed, the same for every image. */
  random: async (_model, images, { seed = 0 }) => {
    const { shape } = await firstImages(images);
    const size = rowSize(shape);
    const random = seededRandom(seed);
    const row = Float32Array.from({ length: size }, random);
    const values = Float32Array.from({ length: shape[0] * size }, (_, i) => row[i % size]);
    return { values, shape: [...shape] };
  },
  /** How strong edges are: the size of Sobel's gradient of the mean over the channels, `[n, h, w]`. */
  sobel: async (_model, images) => {
    const { data, shape } = await firstImages(images);
    if (shape.length !== 4) {
      throw new Error(`sobel needs images [n, h, w, c] (the input is [${shape.join(', ')}])`);
    }
    const [n, h, w, c] = shape;
    const grey = Float32Array.from({ length: n * h * w }, (_, i) => {
      let sum = 0;
      for (let k = i * c; k < (i + 1) * c; k++) sum += data[k];
      return sum / c;
    });
    const values = new Float32Array(n * h * w);
    for (let image = 0; image < n; image++) {
      edges(grey.subarray(image * h * w), [h, w], values.subarray(image * h * w, (image + 1) * h * w));
    }
    return { values, shape: [n, h, w] };
  },
};

/** The images of the first input, as plain data. */
async function firstImages(images: Images): Promise<PlainBatch> {
  const [first] = Array.isArray(images) ? (images as Images[]) : [images];
  const [batch] = await readImages(first, [{ name: 'input' }]);
  return batch;
}

/** Beyond the edge the last pixel goes on. */
function edges(grey: Float32Array, [h, w]: readonly [number, number], out: Float32Array): void {
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const at = (dy: number, dx: number) =>
        grey[Math.min(h - 1, Math.max(0, y + dy)) * w + Math.min(w - 1, Math.max(0, x + dx))];
      const across = at(-1, 1) + 2 * at(0, 1) + at(1, 1) - at(-1, -1) - 2 * at(0, -1) - at(1, -1);
      const down = at(1, -1) + 2 * at(1, 0) + at(1, 1) - at(-1, -1) - 2 * at(-1, 0) - at(-1, 1);
      out[y * w + x] = Math.hypot(across, down);
    }
  }
}
