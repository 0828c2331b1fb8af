import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A generator whose stream depends on every number of the key, as in `generatorFor(seed, epoch, image)`: the
 * key is hashed into the 128 bits of the state, so that neighbouring keys give unrelated streams.
 */
export function generatorFor(seed: number, ...key: number[]): RandomGenerator {
  if (!Number.isSafeInteger(seed)) throw new RangeError(`invalid seed: ${seed} (expected a safe integer)`);
  const state = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344]; // four lanes, told apart by the digits of pi
  for (const part of [seed, ...key]) {
    const high = Math.floor(part / 2 ** 32);
    for (let lane = 0; lane < 4; lane++) state[lane] = mix(mix(state[lane] ^ (part | 0)) ^ high);
  }
  return xoroshiro128plusFromState(state);
}

/** One round of MurmurHash3's 32-bit finaliser (Appleby 2011), plus a constant so that 0 is no fixed point. */
function mix(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
