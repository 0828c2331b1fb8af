import { expect, it } from 'vitest';
import { generatorFor } from '../random';
import { bitCount } from './difference-hash';
import { forEachNeighbour } from './hash-neighbours';

/** Hashes in clusters: each differs from a centre in a few bits, and half of the bits are always 0. */
function clustered(n: number, seed: number): Uint32Array {
  const random = generatorFor(seed);
  const centres = Array.from({ length: 5 }, () => random.next() & 0x33cc55aa);
  const flips = () => Array.from({ length: 2 }, () => 1 << (random.next() & 31)).reduce((a, b) => a ^ b);
  return Uint32Array.from({ length: 2 * n }, (_, i) => centres[(i >> 1) % 5] ^ flips());
}

const pairsOf = (hashes: Uint32Array, distance: number) => {
  const pairs: string[] = [];
  forEachNeighbour(hashes, distance, (i, j) => pairs.push(`${i},${j}`));
  return pairs.sort();
};

it.each([0, 1, 2, 5, 6, 10, 16])('finds every pair at most %d bits apart, once', (distance) => {
  for (let seed = 0; seed < 5; seed++) {
    const hashes = clustered(60, seed);
    const expected: string[] = [];
    for (let i = 0; i < 60; i++)
      for (let j = i + 1; j < 60; j++) {
        const apart =
          bitCount(hashes[2 * i] ^ hashes[2 * j]) + bitCount(hashes[2 * i + 1] ^ hashes[2 * j + 1]);
        if (apart <= distance) expected.push(`${i},${j}`);
      }
    expect(pairsOf(hashes, distance)).toEqual(expected.sort());
    if (distance >= 5) expect(expected.length).toBeGreaterThan(3);
  }
});

it('takes none and one', () => {
  expect(pairsOf(new Uint32Array(0), 6)).toEqual([]);
  expect(pairsOf(new Uint32Array(2), 6)).toEqual([]);
});
