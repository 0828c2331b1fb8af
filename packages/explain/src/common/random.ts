import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A function that gives the next number in 0..1 of the sequence of `seed`; near seeds give unrelated sequences. */
export function seededRandom(seed: number): () => number {
  if (!Number.isInteger(seed)) throw new Error(`invalid seed: ${seed} (expected a whole number)`);
  const generator = xoroshiro128plusFromState([0, 1, 2, 3].map((word) => scramble(seed * 4 + word)));
  return () => uniformFloat32(generator);
}

/** The finalizer of MurmurHash3: every bit of the word decides about half of the bits of the result. */
function scramble(word: number): number {
  let h = (word + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
