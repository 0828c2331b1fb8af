import { describe, expect, it } from 'vitest';
import { keyedPermutation, permutation } from './permutation';

describe('permutation', () => {
  it('holds every number once', () => {
    for (const n of [0, 1, 2, 100]) {
      expect([...permutation(n, 5)].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
    }
  });

  it('is the same today and tomorrow for one seed', () => {
    expect([...permutation(10, 42)]).toEqual(PINNED);
  });

  it('differs for every seed, also large, negative and neighbouring ones', () => {
    const seeds = [0, 1, 2, -1, 2 ** 32, 2 ** 32 + 1, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER];
    expect(new Set(seeds.map((seed) => permutation(50, seed).join())).size).toBe(seeds.length);
  });

  it('tells the parts of a key apart, and their order', () => {
    const keys = [[], [0], [0, 0], [1], [1, 0], [0, 1], [2, 1], [1, 2]];
    expect(new Set(keys.map((key) => keyedPermutation(50, 7, ...key).join())).size).toBe(keys.length);
  });

  it('gives all orders equally often', () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6000; seed++) {
      const order = permutation(3, seed).join();
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    // Chi-squared with 5 degrees of freedom: 20.5 has a probability of 0.001.
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquared).toBeLessThan(20.5);
  });

  it('refuses a seed or length that is no whole number', () => {
    expect(() => permutation(3, 0.5)).toThrow('invalid seed: 0.5 (expected a safe integer)');
    expect(() => permutation(-1, 0)).toThrow('invalid n: -1 (expected an integer 0 or more)');
  });
});

/** Changing these breaks every recorded run: only with a new major version. */
const PINNED = [0, 5, 8, 1, 9, 3, 2, 6, 7, 4];
