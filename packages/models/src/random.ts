import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/**
 * A seed of its own for part `index` of something that has one seed: a layer of a model, a step of a run. Hashed,
 * so that layer 1 at step 2 and layer 2 at step 1 have nothing in common.
 */
export function deriveSeed(seed: number, index: number): number {
  return hash(hash(seed) + index);
}

/** MurmurHash3's 32-bit finaliser: neighbours have nothing in common. */
export function hash(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}

/** A generator of 32-bit integers. Its first outputs still resemble the seed, so a few are skipped. */
export function seededGenerator(seed: number): RandomGenerator {
  const generator = xoroshiro128plus(seed);
  for (let i = 0; i < 16; i++) generator.next();
  return generator;
}
