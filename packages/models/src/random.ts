import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** A seed of its own for part `index` of something that has one seed: a layer of a model, a step of a run. */
export function deriveSeed(seed: number, index: number): number {
  return (seed ^ Math.imul(index + 1, 0x9e3779b9)) | 0;
}

/** A generator of 32-bit integers. Its first outputs still resemble the seed, so a few are skipped. */
export function seededGenerator(seed: number): RandomGenerator {
  const generator = xoroshiro128plus(seed);
  for (let i = 0; i < 16; i++) generator.next();
  return generator;
}
