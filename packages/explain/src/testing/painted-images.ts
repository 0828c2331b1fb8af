import type { PlainImage } from '../segments/plain-image';

/** An image `[h, w, c]` of the channels that `colour` gives each pixel. */
export function paint(h: number, w: number, colour: (y: number, x: number) => readonly number[]): PlainImage {
  const pixels = Array.from({ length: h * w }, (_, i) => colour(Math.floor(i / w), i % w));
  return { data: Float32Array.from(pixels.flat()), shape: [h, w, pixels[0].length] };
}

/** Waves of several directions: smooth, without symmetry, different in every channel. */
export const waves = (h: number, w: number, channels = 3) =>
  paint(h, w, (y, x) =>
    Array.from(
      { length: channels },
      (_, c) =>
        0.5 + 0.25 * Math.sin(0.31 * y + 0.17 * x * (c + 1)) + 0.24 * Math.cos(0.23 * x - 0.11 * y * y + c),
    ),
  );
