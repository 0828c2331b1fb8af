import { expect, it } from 'vitest';
import { blobs, plant } from '../testing/planted-set';
import { bitCount, differenceHashes } from './difference-hash';

const bits = (hashes: Uint32Array, image: number) =>
  [...hashes.subarray(2 * image, 2 * image + 2)].map((word) => word.toString(2).padStart(32, '0')).join('');

it('compares each cell of 9 x 8 with its right neighbour, row by row', () => {
  const ramp = Uint8Array.from({ length: 72 }, (_, i) => (Math.floor(i / 9) % 2 ? 9 - (i % 9) : i % 9));
  const hashes = differenceHashes({ images: ramp, shape: [1, 8, 9, 1], classes: [] });
  expect(bits(hashes, 0)).toBe('1111111100000000'.repeat(4));
  const step = Uint8Array.from(ramp, (_, i) => (i === 40 ? 1 : 0)); // row 4, column 4
  expect(bits(differenceHashes({ images: step, shape: [1, 8, 9, 1], classes: [] }), 0).indexOf('1')).toBe(
    4 * 8 + 3,
  );
});

it.each([
  [16, 12, 1],
  [5, 7, 1],
  [48, 48, 1],
  [1, 1, 1],
  [10, 20, 3],
])('shrinks %dx%d with %d channels by the mean of each cell', (h, w, c) => {
  const images = Uint8Array.from({ length: h * w * c }, (_, i) => (i * i * 31 + i * 7) % 251);
  // Each pixel becomes 9 x 8 equal ones, so that every cell is a whole number of them.
  const grey = (y: number, x: number) =>
    images.slice((y * w + x) * c, (y * w + x + 1) * c).reduce((a, b) => a + b, 0);
  const cell = (row: number, column: number) => {
    let sum = 0;
    for (let y = row * h; y < (row + 1) * h; y++)
      for (let x = column * w; x < (column + 1) * w; x++) sum += grey(Math.floor(y / 8), Math.floor(x / 9));
    return sum;
  };
  const expected = Array.from({ length: 64 }, (_, i) => {
    const [row, column] = [Math.floor(i / 8), i % 8];
    return cell(row, column) < cell(row, column + 1) ? '1' : '0';
  });
  expect(bits(differenceHashes({ images, shape: [1, h, w, c], classes: [] }), 0)).toBe(expected.join(''));
});

it('does not see brightness or contrast', () => {
  const ds = blobs(2);
  plant(ds, 0, 0, (value) => 64 + value / 4);
  plant(ds, 1, 0, (value) => 2 * value - 60);
  const hashes = differenceHashes(ds);
  expect(bits(hashes, 1)).toBe(bits(hashes, 0));
  expect(bits(hashes, 1)).toMatch(/01|10/);
});

it('counts bits', () => {
  for (const word of [0, 1, 0x80000000, 0xffffffff, 0x12345678, -1])
    expect(bitCount(word)).toBe([...(word >>> 0).toString(2)].filter((bit) => bit === '1').length);
});
