import type { LabelledImages } from '../labelled-images';
import { generatorFor } from '../random';

/** `n` different images of 16x12 with large soft blobs, no two alike; labels 0..2 in turn, splits Training and PublicTest. */
export function blobs(
  n: number,
  seed = 1,
): LabelledImages & Required<Pick<LabelledImages, 'labels' | 'splits'>> {
  const [h, w] = [16, 12];
  const random = generatorFor(seed);
  const images = new Uint8Array(n * h * w);
  for (let image = 0; image < n; image++) {
    const waves = Array.from({ length: 4 }, () =>
      Array.from({ length: 3 }, () => (random.next() >>> 0) / 2 ** 32),
    );
    for (let y = 0; y < h; y++)
      for (let x = 0; x < w; x++) {
        const value = waves.reduce(
          (sum, [fx, fy, phase]) =>
            sum + Math.sin(2 * Math.PI * ((2.5 * fx * x) / w + (2.5 * fy * y) / h + phase)),
          0,
        );
        images[(image * h + y) * w + x] = 128 + 20 * value;
      }
  }
  return {
    images,
    shape: [n, h, w, 1],
    labels: Uint8Array.from({ length: n }, (_, i) => i % 3),
    splits: Array.from({ length: n }, (_, i) => (i < 0.75 * n ? 'Training' : 'PublicTest')),
    classes: ['a', 'b', 'c'],
  };
}

/** Makes image `to` a copy of image `from`, each value changed by `change`. */
export function plant(
  ds: LabelledImages,
  to: number,
  from: number,
  change: (value: number, at: number) => number = (value) => value,
): void {
  const size = ds.images.length / ds.shape[0];
  for (let i = 0; i < size; i++) ds.images[to * size + i] = change(ds.images[from * size + i], i);
}
