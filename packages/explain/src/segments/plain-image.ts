/** One image as plain data: `[h, w, c]` or `[1, h, w, c]`, row-major, values 0..1; `c` is 1 (grey) or 3 (RGB). */
export interface PlainImage {
  data: Float32Array;
  shape: readonly number[];
}

/** An image as every segmenter works on it: RGB, `[h, w, 3]`. */
interface RgbImage {
  values: Float64Array;
  h: number;
  w: number;
}

/** Rounding on the way to an image may leave values a little outside of 0..1. */
const slack = 1e-4;

/** The height and width of an image, checked with everything else about it. */
export function imageSize(image: PlainImage): [h: number, w: number] {
  const [h, w, channels] = sizesOf(image, 'with 1 or 3 channels');
  if (channels !== 1 && channels !== 3) throw notShaped(image, 'with 1 or 3 channels');
  const { data } = image;
  const wrong = data.findIndex((value) => !(value >= -slack && value <= 1 + slack));
  if (wrong >= 0) throw new Error(`invalid image: ${data[wrong]} at ${wrong} (expected values of 0..1)`);
  return [h, w];
}

/** The height, width and channels of an image, whatever is in it. */
export function sizesOf(image: PlainImage, which = ''): [h: number, w: number, channels: number] {
  const { data, shape } = image;
  const sizes = shape.length === 4 && shape[0] === 1 ? shape.slice(1) : shape;
  const fits = sizes.length === 3 && sizes.every((size) => Number.isInteger(size) && size >= 1);
  if (!fits) throw notShaped(image, which);
  const [h, w, channels] = sizes;
  const size = h * w * channels;
  if (!(data instanceof Float32Array) || data.length !== size) {
    const is = data as { constructor?: { name?: string }; length?: number } | undefined;
    throw new Error(
      `invalid image: data is ${is?.constructor?.name ?? 'missing'} of ${is?.length ?? 0} (expected a Float32Array of ${size} for shape [${shape.join(', ')}])`,
    );
  }
  return [h, w, channels];
}

function notShaped({ shape }: PlainImage, which: string): Error {
  const expected = `[h, w, c] or [1, h, w, c]${which && ` ${which}`}`;
  return new Error(`invalid image: shape [${shape.join(', ')}] (expected ${expected})`);
}

/** Checks an image and gives it in RGB; grey is copied to the three channels. */
export function readRgb(image: PlainImage): RgbImage {
  const [h, w] = imageSize(image);
  const { data } = image;
  if (data.length === h * w * 3) return { values: new Float64Array(data), h, w };
  const values = new Float64Array(h * w * 3);
  for (let i = 0; i < values.length; i++) values[i] = data[Math.floor(i / 3)];
  return { values, h, w };
}
