/** Evenly spaced places on an image: `start + i * step` on each axis. */
interface SeedGrid {
  start: [y: number, x: number];
  step: [y: number, x: number];
  rows: number;
  columns: number;
}

/**
 * About `n` evenly spaced places: squares of `h * w / n` pixels with a seed in the middle of each. A side that is
 * shorter than such a square gets one row of seeds; an image of `n` pixels or fewer a seed a pixel.
 */
export function seedGrid(h: number, w: number, n: number): SeedGrid {
  const [size, start] = spacing(h, w, n);
  const step = size.map(roundHalfToEven) as [number, number];
  const along = (axis: 0 | 1) => Math.ceil(([h, w][axis] - start[axis]) / step[axis]);
  return { start, step, rows: along(0), columns: along(1) };
}

function spacing(h: number, w: number, n: number): [[number, number], [number, number]] {
  if (h * w <= n)
    return [
      [1, 1],
      [0, 0],
    ];
  const side = Math.sqrt((h * w) / n);
  let size: [number, number] = [side, side];
  if (Math.min(h, w) < side) size = h <= w ? [h, w / n] : [h / n, w];
  return [size, [Math.floor(size[0] / 2), Math.floor(size[1] / 2)]];
}

/** Halves go to the even neighbour, so that they add up fairly. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}
