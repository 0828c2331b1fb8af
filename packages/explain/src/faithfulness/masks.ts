import * as tf from '@tensorflow/tfjs-core';
import { imageList } from '../common/warnings';

/**
 * Where the right answer is: not 0 inside. `[n, h, w]` (or `[n, h, w, 1]`) one an image, or `[h, w]` one for all; plain data
 * or a tensor.
 */
export type Masks = tf.Tensor | { data: ArrayLike<number>; shape: readonly number[] };

/** Masks read: 1 inside, 0 outside, row-major `[n, size]`. */
export interface ReadMasks {
  places: [number, number];
  inside: (image: number) => Uint8Array;
  /** Which images have nothing inside, or nothing outside. */
  warnings: string[];
}

/** Reads the masks of `n` images; throws when they are missing or do not fit. */
export async function readMasks(masks: Masks | undefined, n: number): Promise<ReadMasks> {
  if (!masks) throw new Error('option masks is missing (expected { data, shape: [n, h, w] }, not 0 inside)');
  const full = [...(masks.shape ?? [])];
  const shape = full.length === 4 && full[3] === 1 ? full.slice(0, 3) : full;
  const [count, h, w] = shape.length === 2 ? [1, ...shape] : shape;
  const size = h * w;
  const fits = (shape.length === 2 || (shape.length === 3 && (count === n || count === 1))) && size > 0;
  if (!fits) {
    throw new Error(`invalid masks: shape [${full.join(', ')}] (expected [${n}, h, w] or [h, w])`);
  }
  const data = masks instanceof tf.Tensor ? await masks.data() : masks.data;
  if (data?.length !== count * size) {
    throw new Error(
      `invalid masks: ${data?.length ?? 0} values (expected ${count * size} for shape [${full.join(', ')}])`,
    );
  }
  const flags = Uint8Array.from(data, (value) => (value ? 1 : 0));
  const inside = (image: number) => {
    const start = (count === 1 ? 0 : image) * size;
    return flags.subarray(start, start + size);
  };
  const all = Array.from({ length: n }, (_, image) => image);
  const about = (flag: number, text: string) => {
    const images = all.filter((image) => !inside(image).includes(flag));
    return images.length > 0 ? [`the mask of ${imageList(images)} ${text}`] : [];
  };
  const warnings = [
    ...about(1, 'is empty: nothing can be inside'),
    ...about(0, 'is everything: all is inside'),
  ];
  return { places: [h, w], inside, warnings };
}
