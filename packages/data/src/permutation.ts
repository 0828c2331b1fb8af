import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { generatorFor } from './random';

/**
 * The numbers 0..n-1 in a random order that depends only on `n` and `seed` (Fisher-Yates; every order is
 * equally likely).
 */
export function permutation(n: number, seed: number): Uint32Array {
  return keyedPermutation(n, seed);
}

/** As `permutation`, with more numbers to depend on, such as the epoch. */
export function keyedPermutation(n: number, seed: number, ...key: number[]): Uint32Array {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`invalid n: ${n} (expected an integer 0 or more)`);
  const generator = generatorFor(seed, ...key);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = uniformInt(generator, 0, i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
