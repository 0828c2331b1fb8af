import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** The numbers 0..n-1 in an order that depends on the seed only (Fisher-Yates). */
export function permutation(n: number, seed: number): Uint32Array {
  const generator = warmGenerator(seed);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = uniformInt(generator, 0, i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

/** Numbers of the standard normal distribution that depend on the seed only (Box-Muller). */
export function normalValues(n: number, seed: number): Float32Array {
  const generator = warmGenerator(seed);
  return Float32Array.from({ length: n }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
    return radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
  });
}

function warmGenerator(seed: number) {
  const generator = xoroshiro128plus(seed);
  // Its first outputs still resemble the seed.
  for (let i = 0; i < 16; i++) generator.next();
  return generator;
}

/** A seed of its own for pass `index` over the data. */
export function deriveSeed(seed: number, index: number): number {
  return mix(mix(seed) + index);
}

/** MurmurHash3's 32-bit finaliser. */
function mix(value: number): number {
  let x = (value + 0x9e3779b9) | 0;
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return x ^ (x >>> 16);
}
