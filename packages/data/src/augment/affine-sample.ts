import type { Affine } from './affine';

/**
 * What lies outside an image:
 * - `'zeros'` black, a number 0..1 that grey;
 * - `'edge'` the nearest pixel (`aaa|abcd|ddd`, which Keras calls nearest);
 * - `'reflect'` the image mirrored at its edge (`cba|abcd|dcb`);
 * - `'mirror'` the image mirrored at the middle of its outermost pixels (`dcb|abcd|cba`).
 */
export type Border = 'zeros' | 'edge' | 'reflect' | 'mirror' | number;

export interface AffineSampleOptions {
  /** Default `'edge'`. */
  border?: Border;
  /** Height and width of the result. Default: those of the image. */
  size?: readonly [h: number, w: number];
}

/**
 * The image seen through an affine map, bilinear: pixel (x, y) of the result is the image at `map` of (x, y).
 * Agrees with torch's `affine_grid` and `grid_sample`. Whole pixels, mirror images and quarter turns come out exactly.
 *
 * @param image `[h, w, c]`; stays as it is.
 * @returns `[size[0], size[1], c]`, always a new array.
 */
export function affineSample(
  image: Float32Array,
  [h, w, c]: readonly [h: number, w: number, c: number],
  map: Affine,
  { border = 'edge', size: [height, width] = [h, w] }: AffineSampleOptions = {},
): Float32Array {
  const out = new Float32Array(height * width * c);
  const [ax, bx, tx, ay, by, ty] = map;
  const outside = typeof border === 'number' ? border : 0;
  const row = w * c;
  const [bottom, right] = [h - 1, w - 1];
  // The nearest pixel is the pixel at the nearest place: no need to look for four.
  const clamps = border === 'edge' && bottom > 0 && right > 0;
  let to = 0;
  for (let i = 0; i < height; i++) {
    const v = i - (height - 1) / 2;
    const startX = bx * v + (tx + (w - 1) / 2);
    const startY = by * v + (ty + (h - 1) / 2);
    for (let j = 0; j < width; j++, to += c) {
      // Not summed up along the row: rounding would grow with it.
      const u = j - (width - 1) / 2;
      let x = ax * u + startX;
      let y = ay * u + startY;
      if (clamps) {
        x = x < 0 ? 0 : x > right ? right : x;
        y = y < 0 ? 0 : y > bottom ? bottom : y;
      }
      if (clamps || (x >= 0 && x < right && y >= 0 && y < bottom)) {
        const left = x < right ? x | 0 : right - 1;
        const top = y < bottom ? y | 0 : bottom - 1;
        const from = top * row + left * c;
        for (let k = from, t = to; k < from + c; k++, t++)
          out[t] = blend(image[k], image[k + c], image[k + row], image[k + row + c], x - left, y - top);
        continue;
      }
      const left = Math.floor(x);
      const top = Math.floor(y);
      const x0 = inside(left, w, border);
      const x1 = inside(left + 1, w, border);
      const y0 = inside(top, h, border);
      const y1 = inside(top + 1, h, border);
      for (let k = 0; k < c; k++)
        out[to + k] = blend(
          x0 < 0 || y0 < 0 ? outside : image[y0 * row + x0 * c + k],
          x1 < 0 || y0 < 0 ? outside : image[y0 * row + x1 * c + k],
          x0 < 0 || y1 < 0 ? outside : image[y1 * row + x0 * c + k],
          x1 < 0 || y1 < 0 ? outside : image[y1 * row + x1 * c + k],
          x - left,
          y - top,
        );
    }
  }
  return out;
}

function blend(nw: number, ne: number, sw: number, se: number, fx: number, fy: number): number {
  const north = nw + fx * (ne - nw);
  const south = sw + fx * (se - sw);
  return north + fy * (south - north);
}

/** The place 0..n-1 that stands for place `i`, or -1 where the border has a grey of its own. */
function inside(i: number, n: number, border: Border): number {
  if (i >= 0 && i < n) return i;
  if (border === 'edge') return i < 0 ? 0 : n - 1;
  if (border === 'reflect') {
    const at = modulo(i, 2 * n);
    return at < n ? at : 2 * n - 1 - at;
  }
  if (border === 'mirror') {
    const at = n === 1 ? 0 : modulo(i, 2 * n - 2);
    return at < n ? at : 2 * n - 2 - at;
  }
  return -1;
}

function modulo(i: number, n: number): number {
  return ((i % n) + n) % n;
}
