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
