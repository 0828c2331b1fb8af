import type { TopActivation } from './filter-statistics';

/** Images of numbers or bytes, `[n, h, w, c]`. */
export interface CroppedImages<T extends Float32Array | Uint8Array> {
  data: T;
  shape: readonly number[];
}

export interface CropFieldsOptions {
  /** What lies around a crop that is smaller than the largest. Default 0. */
  fill?: number;
}

/**
 * Cuts the pixels that moved a filter out of the images: those that the model saw, or the same ones as pictures.
 * All crops are as large as the largest; a field that the edge of the image cuts keeps its place in it, with `fill` where
 * the padding was.
 *
 * @returns `[top, h, w, c]`, of the type of the images.
 * @throws where an activation is of an image that is not there, has no field, or one that leaves the image.
 *
 * @example
 * const [{ filters }] = await filterStatistics(model, images, { layers: ['conv2'] });
 * const { data, shape } = cropFields(images, filters[0].top); // [9, 14, 14, 1]
 */
export function cropFields<T extends Float32Array | Uint8Array>(
  { data, shape }: CroppedImages<T>,
  top: readonly TopActivation[],
  { fill = 0 }: CropFieldsOptions = {},
): { data: T; shape: [n: number, h: number, w: number, c: number] } {
  const [n, height, width, channels] = shape;
  if (shape.length !== 4 || n * height * width * channels !== data.length)
    throw new Error(
      `invalid images: shape [${shape.join(', ')}] for ${data.length} values (expected [n, h, w, channels])`,
    );
  const fields = top.map(({ image, field }) => {
    if (!field) throw new Error('an activation has no field (expected one of a model of images)');
    if (image >= n) throw new Error(`no image ${image} (expected 0..${n - 1}: the images of the statistics)`);
    if (field.top + field.height > height || field.left + field.width > width)
      throw new Error(`a field leaves images of ${height}x${width} (expected those of the statistics)`);
    return { ...field, image };
  });
  const h = Math.max(0, ...fields.map((field) => field.height));
  const w = Math.max(0, ...fields.map((field) => field.width));
  const crops = new (data.constructor as new (length: number) => T)(top.length * h * w * channels).fill(
    fill,
  ) as T;
  for (const [i, field] of fields.entries()) {
    // What the edge cut off was above, or to the left, of a field that begins there.
    const down = field.top === 0 ? h - field.height : 0;
    const right = field.left === 0 ? w - field.width : 0;
    for (let y = 0; y < field.height; y++) {
      const from = ((field.image * height + field.top + y) * width + field.left) * channels;
      const to = ((i * h + down + y) * w + right) * channels;
      crops.set(data.subarray(from, from + field.width * channels), to);
    }
  }
  return { data: crops, shape: [top.length, h, w, channels] };
}
