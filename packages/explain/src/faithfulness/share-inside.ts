import { descending } from './descending';

/** The share of the `k` largest values that is inside; of equal values the later one is taken. */
export function shareInside(values: Float32Array, inside: Uint8Array, k: number): number {
  const hits = descending(values)
    .subarray(0, k)
    .reduce((count, i) => count + inside[i], 0);
  return hits / k;
}
