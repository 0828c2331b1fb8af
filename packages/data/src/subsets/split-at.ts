import type { LabelledImages } from '../labelled-images';
import { select } from './select';

/**
 * The images before `index` and those from it on, in their order. A negative index counts from the end, so
 * `splitAt(ds, 25000)` trains on the first 25,000 and `splitAt(ds, -5000)` validates on the last 5,000
 * (and `-0` on none).
 */
export function splitAt(ds: LabelledImages, index: number): [before: LabelledImages, after: LabelledImages] {
  const n = ds.shape[0];
  if (!Number.isInteger(index) || Math.abs(index) > n)
    throw new RangeError(`invalid index: ${index} (expected an integer -${n}..${n})`);
  const cut = index < 0 || Object.is(index, -0) ? n + index : index;
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
  return [select(ds, range(0, cut)), select(ds, range(cut, n))];
}
