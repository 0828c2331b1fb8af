import { SIDE as WIDTH } from './names';
import type { Random } from './random';

/** Here in the module, as the loops below ask for it millions of times. */
const SIDE = WIDTH;
const MIDDLE = (SIDE - 1) / 2;

/**
 * Takes the picture as a camera might have: a gradient of light, contrast, blur and noise, in place.
 * `v' = blur(128 + contrast * (v - 128) + shift + gradient) + noise`, clipped to 0..255.
 *
 * @param image `[48, 48]` grey, 0..255; overwritten
 */
export function relight(image: Uint8Array, rng: Random): void {
  const contrast = rng.uniform(0.48, 1.1);
  const shift = rng.uniform(-25, 25);
  const direction = rng.uniform(0, 2 * Math.PI);
  const slope = rng.uniform(0, 60) / MIDDLE;
  const gx = slope * Math.cos(direction);
  const gy = slope * Math.sin(direction);
  const lit = new Float32Array(image.length);
  for (let y = 0, i = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++, i++) {
      lit[i] = 128 + contrast * (image[i] - 128) + shift + gx * (x - MIDDLE) + gy * (y - MIDDLE);
    }
  }
  const side = rng.uniform(0, 0.26);
  const blurred = blur(blur(lit, side, 1, SIDE), side, SIDE, 1);
  const noise = rng.uniform(2, 12);
  // The sum of four bytes is close to normal: mean 510, standard deviation 147.8.
  const perUnit = noise / 147.8;
  for (let i = 0; i < image.length; i++) {
    const b = rng.bits();
    const sum = (b & 255) + ((b >>> 8) & 255) + ((b >>> 16) & 255) + (b >>> 24);
    image[i] = Math.min(255, Math.max(0, Math.round(blurred[i] + (sum - 510) * perUnit)));
  }
}

/** The kernel (side, 1 - 2 side, side) along one axis: neighbours `step` apart, lines `stride` apart; edges repeat. */
function blur(v: Float32Array, side: number, step: number, stride: number): Float32Array {
  const out = new Float32Array(v.length);
  for (let line = 0; line < SIDE; line++) {
    for (let k = 0; k < SIDE; k++) {
      const i = line * stride + k * step;
      const before = k > 0 ? i - step : i;
      const after = k < SIDE - 1 ? i + step : i;
      out[i] = (1 - 2 * side) * v[i] + side * (v[before] + v[after]);
    }
  }
  return out;
}
