import type { DecodedImage } from './decoded-image';

/** `'cover'` keeps the proportions and takes the middle; `'stretch'` takes all of the image. */
export type Fit = 'cover' | 'stretch';

/**
 * An image resized to `[h, w]` by a triangle filter as wide as the step between output pixels (at least one input
 * pixel): antialiased where it shrinks, bilinear with half-pixel centres where it grows, as Pillow's
 * `resize(BILINEAR)` and torchvision's `antialias=True`. Weights are sums and quotients only, and rounding is once at
 * the end: the same numbers on every machine. An image that has the size stays as it is.
 */
export function resizeImage(
  { data, width, height, channels }: DecodedImage,
  [h, w]: readonly [number, number],
  { fit = 'cover' }: { fit?: Fit } = {},
): Uint8Array {
  if (height === h && width === w) return Uint8Array.from(data);
  // `scale` input pixels become one output pixel.
  const scale = fit === 'cover' ? Math.min(height / h, width / w) : 0;
  const rows = taps(height, h, scale || height / h);
  const columns = taps(width, w, scale || width / w);
  // Rows first: only those columns that are kept are read in the second pass.
  const tall = new Float32Array(h * width * channels);
  const stride = width * channels;
  rows.forEach(({ first, weights }, y) => {
    const to = y * stride;
    weights.forEach((weight, k) => {
      const from = (first + k) * stride;
      for (let i = 0; i < stride; i++) tall[to + i] += weight * data[from + i];
    });
  });
  const out = new Uint8Array(h * w * channels);
  columns.forEach(({ first, weights }, x) => {
    for (let y = 0; y < h; y++)
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < weights.length; k++)
          sum += weights[k] * tall[y * stride + (first + k) * channels + c];
        out[(y * w + x) * channels + c] = Math.min(255, Math.floor(sum + 0.5));
      }
  });
  return out;
}

interface Taps {
  first: number;
  weights: number[];
}

/** For each of `count` outputs, whose middle is the middle of `length` inputs, the inputs it is made of. */
function taps(length: number, count: number, scale: number): Taps[] {
  const start = (length - count * scale) / 2;
  const reach = Math.max(1, scale);
  return Array.from({ length: count }, (_, i) => {
    const centre = start + (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(length - 1, Math.floor(centre + reach));
    const weights: number[] = [];
    for (let at = first; at <= last; at++) weights.push(Math.max(0, 1 - Math.abs(at - centre) / reach));
    const sum = weights.reduce((a, b) => a + b, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}
