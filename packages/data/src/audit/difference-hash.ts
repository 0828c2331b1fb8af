import { assertConsistent, type LabelledImages } from '../labelled-images';

const ROWS = 8;
const COLUMNS = 9;

/**
 * dHash of each image: `[n, 2]`, 64 bits in two words, the first bit the highest.
 *
 * The image is turned grey (the sum of its channels), shrunk to 9 x 8 (the mean of each cell, whatever the image's size)
 * and each cell compared with its right neighbour: bit 1 where it is brighter there. Brightness and contrast do not
 * matter, scale hardly. Whole numbers throughout, so every engine gives the same bits.
 *
 * N. Krawetz, "Kind of Like That", The Hacker Factor Blog, 2013.
 */
export function differenceHashes(ds: LabelledImages): Uint32Array {
  assertConsistent(ds);
  const [n, h, w, c] = ds.shape;
  const rows = coverage(h, ROWS);
  const columns = coverage(w, COLUMNS);
  const hashes = new Uint32Array(n * 2);
  const band = new Float64Array(w);
  for (let image = 0; image < n; image++) {
    for (let row = 0; row < ROWS; row++) {
      band.fill(0);
      for (const { at: y, weight } of rows[row]) {
        let from = (image * h + y) * w * c;
        for (let x = 0; x < w; x++) {
          let grey = 0;
          for (let channel = 0; channel < c; channel++) grey += ds.images[from++];
          band[x] += weight * grey;
        }
      }
      let bits = 0;
      let left = 0;
      for (let column = 0; column < COLUMNS; column++) {
        let sum = 0;
        for (const { at: x, weight } of columns[column]) sum += weight * band[x];
        if (column > 0) bits = (bits << 1) | (sum > left ? 1 : 0);
        left = sum;
      }
      const word = image * 2 + (row >> 2);
      hashes[word] = (hashes[word] << 8) | bits;
    }
  }
  return hashes;
}

/** How many bits of a 32-bit word are 1. */
export function bitCount(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555);
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333);
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Which pixels each of `cells` equal parts of `length` pixels covers, and how much of each in units of 1/cells pixel. */
function coverage(length: number, cells: number): { at: number; weight: number }[][] {
  return Array.from({ length: cells }, (_, cell) => {
    const [start, end] = [cell * length, (cell + 1) * length];
    const covered = [];
    for (let at = Math.floor(start / cells); at * cells < end; at++)
      covered.push({ at, weight: Math.min(end, (at + 1) * cells) - Math.max(start, at * cells) });
    return covered;
  });
}
