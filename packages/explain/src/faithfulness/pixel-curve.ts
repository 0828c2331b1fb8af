import { rowSize, type PlainBatch } from '../common/images';
import type { RunOptions } from '../common/options';
import { descending } from './descending';
import { mapOf, type Maps } from './attribution-maps';
import type { MetricSubject } from './metric-subject';
import type { Curve } from './metric-result';
import { scorePictures } from './score-pictures';

/**
 * The scores while pixels go from their values in `from` to those in `to`, all channels at once, the largest of the map
 * first; `counts` says how many have gone at each point of the curve.
 */
export async function pixelCurves(
  prepared: MetricSubject,
  run: RunOptions,
  maps: Maps,
  { from, to, counts }: { from: PlainBatch; to: PlainBatch; counts: readonly number[] },
): Promise<Curve[]> {
  const size = rowSize(from.shape);
  const channels = size / maps.size;
  const current = new Float32Array(size);
  let order: Uint32Array = new Uint32Array();
  let gone = 0;
  const write = (row: Float32Array, image: number, index: number) => {
    if (index === 0) {
      current.set(from.data.subarray(image * size, (image + 1) * size));
      order = descending(mapOf(maps, image));
      gone = 0;
    }
    for (; gone < counts[index]; gone++) {
      const start = order[gone] * channels;
      const source = image * size + start;
      current.set(to.data.subarray(source, source + channels), start);
    }
    row.set(current);
  };
  const scores = await scorePictures(prepared, run, counts.length, write);
  return Array.from({ length: prepared.n }, (_, image) => ({
    x: Float32Array.from(counts, (count) => count / maps.size),
    y: scores.slice(image * counts.length, (image + 1) * counts.length),
  }));
}

/** How many pixels have gone after each step of `step` pixels, the last maybe smaller. */
export function stepCounts(step: number, pixels: number): number[] {
  return Array.from({ length: Math.ceil(pixels / step) }, (_, i) => Math.min(pixels, (i + 1) * step));
}

/** A step in pixels: a whole number is one, a number below 1 a share of all pixels. */
export function stepPixels(step: number, pixels: number): number {
  const isShare = step > 0 && step < 1;
  if (!isShare && !(Number.isInteger(step) && step >= 1 && step <= pixels)) {
    throw new Error(
      `invalid step: ${step} (expected a share of the pixels above 0 and below 1, or pixels of 1 to ${pixels})`,
    );
  }
  return isShare ? Math.max(1, Math.round(step * pixels)) : step;
}

/** The mean height of a curve: its area by the trapezoid rule over the length of its axis. */
export function meanHeight({ x, y }: Curve): number {
  if (x.length === 1) return y[0];
  let area = 0;
  for (let i = 1; i < x.length; i++) area += ((y[i] + y[i - 1]) / 2) * (x[i] - x[i - 1]);
  return area / (x[x.length - 1] - x[0]);
}
