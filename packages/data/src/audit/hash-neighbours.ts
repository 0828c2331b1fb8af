import { bitCount } from './difference-hash';

const BITS = 64;
/** Comparisons a row and band, on average, above which not all are made. Faces need about a hundred. */
const WINDOW = 512;

/**
 * Calls `visit(i, j)`, i < j, once for every two of `rows` whose 64-bit hashes differ in at most `distance` bits.
 *
 * The bits are dealt into `distance + 1` bands. Two hashes that differ in no more bits than that agree in at least one
 * band, so only rows of one bucket of a band are compared (multi-index hashing: Norouzi, Punjani and Fleet, "Fast
 * Search in Hamming Space with Multi-Index Hashing", CVPR 2012). The time grows with the pairs that share a bucket.
 *
 * Where that would be the square of the rows (images that hardly differ, or flat ones), a row is compared only with the
 * 512 before it in its bucket, in the order of their hashes.
 *
 * @param hashes `[rows, 2]`, as `differenceHashes` gives them.
 * @returns whether all pairs were visited.
 */
export function forEachNeighbour(
  hashes: Uint32Array,
  distance: number,
  visit: (i: number, j: number) => void,
): boolean {
  const masks = dealBits(hashes, distance + 1);
  let complete = true;
  for (let band = 0; band < masks.length; band++) {
    const buckets = [...bucketsOf(hashes, masks[band])];
    const comparisons = buckets.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
    const window = comparisons > (WINDOW * hashes.length) / 2 ? WINDOW : Infinity;
    for (const bucket of buckets) {
      if (bucket.length > window) {
        complete = false;
        bucket.sort(
          (i, j) => hashes[2 * i] - hashes[2 * j] || hashes[2 * i + 1] - hashes[2 * j + 1] || i - j,
        );
      }
      for (let a = 1; a < bucket.length; a++) {
        const j = bucket[a];
        for (let b = Math.max(0, a - window); b < a; b++) {
          const i = bucket[b];
          const high = hashes[2 * i] ^ hashes[2 * j];
          const low = hashes[2 * i + 1] ^ hashes[2 * j + 1];
          if (bitCount(high) + bitCount(low) <= distance && firstEqual(masks, high, low) === band)
            visit(Math.min(i, j), Math.max(i, j));
        }
      }
    }
  }
  return complete;
}

/** The first band in which two hashes agree, given the bits in which they differ: there they are visited. */
function firstEqual(masks: readonly Mask[], high: number, low: number): number {
  for (let band = 0; band < masks.length; band++)
    if (((high & masks[band][0]) | (low & masks[band][1])) === 0) return band;
  return -1;
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
