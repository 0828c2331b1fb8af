import { rowOf, type PlainBatch } from './images';

/**
 * What is missing to completeness, one an image: the sum of its values, in all batches, minus the difference of the
 * scores `end - start`.
 */
export function completenessDelta(
  values: readonly PlainBatch[],
  end: ArrayLike<number>,
  start: ArrayLike<number>,
): Float32Array {
  return Float32Array.from({ length: end.length }, (_, image) => {
    let sum = 0;
    for (const batch of values) for (const value of rowOf(batch, image)) sum += value;
    return sum - (end[image] - start[image]);
  });
}

/** `end - start`, one an image. */
export function difference(end: ArrayLike<number>, start: ArrayLike<number>): Float32Array {
  return Float32Array.from(end, (value, image) => value - start[image]);
}
