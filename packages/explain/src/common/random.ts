import { uniformFloat32 } from 'pure-rand/distribution/uniformFloat32';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/**
 * A function that gives the next number in 0..1 of the sequence of `seed`; near seeds give unrelated sequences. Further
 * whole numbers name sequences of the same seed that are unrelated to each other, e.g. one a sample.
 */
export function seededRandom(seed: number, ...branch: readonly number[]): () => number {
  if (!Number.isInteger(seed)) throw new Error(`invalid seed: ${seed} (expected a whole number)`);
  const word = (i: number) =>
    branch.reduce((h, part) => scramble(h ^ scramble(part)), scramble(seed * 4 + i));
  const generator = xoroshiro128plusFromState([0, 1, 2, 3].map(word));
  return () => uniformFloat32(generator);
}

/** Fills an array with numbers of the standard normal distribution, by Marsaglia's polar method. */
export function gaussians(count: number, random: () => number): Float32Array {
  const numbers = new Float32Array(count);
  for (let i = 0; i < count; i += 2) {
    let x: number;
    let y: number;
    let square: number;
    do {
      x = 2 * random() - 1;
      y = 2 * random() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    numbers[i] = x * scale;
    // Beyond the end of an odd count it is dropped.
    numbers[i + 1] = y * scale;
  }
  return numbers;
}

/** The finalizer of MurmurHash3: every bit of the word decides about half of the bits of the result. */
function scramble(word: number): number {
  let h = (word + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
