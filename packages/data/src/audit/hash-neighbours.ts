import { bitCount } from './difference-hash';

const BITS = 64;

/**
 * Calls `visit(i, j)`, i < j, once for every two of `rows` whose 64-bit hashes differ in at most `distance` bits.
 *
 * The bits are dealt into `distance + 1` bands. Two hashes that differ in no more bits than that agree in at least one
 * band, so only rows of one bucket of a band are compared (multi-index hashing: Norouzi, Punjani and Fleet, "Fast
 * Search in Hamming Space with Multi-Index Hashing", CVPR 2012). Nothing is missed; the time grows with the pairs that
 * share a bucket, not with the square of the rows.
 *
 * @param hashes `[rows, 2]`, as `differenceHashes` gives them.
 */
export function forEachNeighbour(
  hashes: Uint32Array,
  distance: number,
  visit: (i: number, j: number) => void,
): void {
  const masks = dealBits(hashes, distance + 1);
  const differs = (i: number, j: number, [high, low]: Mask) =>
    ((hashes[2 * i] ^ hashes[2 * j]) & high) !== 0 || ((hashes[2 * i + 1] ^ hashes[2 * j + 1]) & low) !== 0;
  masks.forEach((mask, band) => {
    const earlier = masks.slice(0, band);
    for (const bucket of bucketsOf(hashes, mask))
      for (let a = 1; a < bucket.length; a++) {
        const j = bucket[a];
        const [high, low] = [hashes[2 * j], hashes[2 * j + 1]];
        for (let b = 0; b < a; b++) {
          const i = bucket[b];
          if (bitCount(hashes[2 * i] ^ high) + bitCount(hashes[2 * i + 1] ^ low) > distance) continue;
          // A bucket is of mixed keys, so it may hold others; and a pair of an earlier band was visited there.
          if (differs(i, j, mask) || !earlier.every((one) => differs(i, j, one))) continue;
          visit(i, j);
        }
      }
  });
}

type Mask = [high: number, low: number];

/**
 * Masks that cut the bits into bands. The bits that tell most (nearest to half ones) are dealt first, one a band in
 * turn, so that no band is all border that looks the same in every image.
 */
function dealBits(hashes: Uint32Array, bands: number): Mask[] {
  const ones = new Float64Array(BITS);
  for (let word = 0; word < hashes.length; word++)
    for (let bit = 0; bit < 32; bit++) ones[(word % 2) * 32 + bit] += (hashes[word] >>> bit) & 1;
  const half = hashes.length / 4;
  const order = Array.from({ length: BITS }, (_, bit) => bit).sort(
    (a, b) => Math.abs(ones[a] - half) - Math.abs(ones[b] - half) || a - b,
  );
  const masks = Array.from({ length: bands }, (): Mask => [0, 0]);
  order.forEach((bit, i) => (masks[i % bands][bit >> 5] |= 1 << (bit & 31)));
  return masks;
}

function bucketsOf(hashes: Uint32Array, [high, low]: Mask): Iterable<number[]> {
  const buckets = new Map<number, number[]>();
  for (let row = 0; row < hashes.length / 2; row++) {
    const key = Math.imul(hashes[2 * row] & high, 0x9e3779b1) ^ (hashes[2 * row + 1] & low);
    const bucket = buckets.get(key);
    if (bucket) bucket.push(row);
    else buckets.set(key, [row]);
  }
  return buckets.values();
}
