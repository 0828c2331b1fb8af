import type { DecodedImage } from '@fer/data';

/**
 * One picture: `shape` `[h, w, c]`, row-major, with 1 (grey), 3 (red, green, blue) or 4 channels, of which the fourth is
 * not looked at. Bytes are 0..255, floats are 0..1. `ImageData` fits: `{ data, shape: [height, width, 4] }`.
 */
export interface Picture {
  data: Uint8Array | Uint8ClampedArray | Float32Array;
  shape: readonly [h: number, w: number, c: number];
}

/**
 * The picture in bytes. Floats are rounded to them; those outside of 0..1 to its ends.
 *
 * @throws when data and shape do not fit, and where a float is not a number
 */
export function toBytes({ data, shape }: Picture): DecodedImage {
  const [height, width, channels] = shape;
  if (
    shape.length !== 3 ||
    !shape.every((side) => Number.isInteger(side) && side > 0) ||
    (channels !== 1 && channels !== 3 && channels !== 4)
  )
    throw new Error(
      `invalid picture shape: [${shape.join(', ')}] (expected [h, w, 1], [h, w, 3] or [h, w, 4])`,
    );
  if (data.length !== height * width * channels)
    throw new Error(
      `a picture of ${data.length} values (expected ${height * width * channels} for shape [${shape.join(', ')}])`,
    );
  if (!(data instanceof Float32Array)) return { data, width, height, channels };
  const wrong = data.findIndex(Number.isNaN);
  if (wrong >= 0) throw new Error(`invalid picture: value ${wrong} is NaN (expected 0..1)`);
  return { data: Uint8ClampedArray.from(data, (value) => value * 255), width, height, channels };
}
