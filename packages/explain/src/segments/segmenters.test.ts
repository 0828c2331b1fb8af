import { describe, expect, test } from 'vitest';
import { paint, waves } from '../testing/painted-images';
import { faceSegments } from './face-segments';
import { felzenszwalb } from './felzenszwalb';
import { gridSegments } from './grid-segments';
import type { PlainImage } from './plain-image';
import { limeQuickshift, quickshift } from './quickshift';
import { numberedSegments, type Segmentation } from './segmentation';
import { slic } from './slic';
import { connectedSegments } from './connected-segments';

const red = [0.9, 0.1, 0.1];
const blue = [0.1, 0.2, 0.8];

const segmenters: Record<string, (image: PlainImage) => Segmentation> = {
  slic: (image) => slic(image, { nSegments: 20 }),
  'slic in pieces': (image) => slic(image, { nSegments: 20, enforceConnectivity: false }),
  'quickshift of LIME': (image) => quickshift(image, limeQuickshift),
  quickshift: (image) => quickshift(image, { kernelSize: 2, maxDist: 6, ratio: 0.5 }),
  felzenszwalb: (image) => felzenszwalb(image, { scale: 20, minSize: 8 }),
  gridSegments: (image) => gridSegments(image),
  faceSegments: (image) => faceSegments(image),
};

/** Pieces that hang together over pixel sides. */
const piecesOf = ({ labels, shape: [h, w] }: Segmentation) =>
  new Set(connectedSegments(labels, h, w, 0, h * w)).size;

describe.each(Object.entries(segmenters))('%s', (name, segment) => {
  test.each([
    [1, 1],
    [1, 17],
    [23, 1],
    [2, 2],
    [9, 31],
    [48, 48],
  ])('of %i x %i pixels numbers its segments from 0 on, without gaps', (h, w) => {
    for (const channels of [1, 3]) {
      const { labels, shape, count } = segment(waves(h, w, channels));
      expect(shape).toEqual([h, w]);
      expect(labels).toHaveLength(h * w);
      expect([...new Set(labels)].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      // In the order of their first pixels.
      expect(numberedSegments(labels, h, w).labels).toEqual(labels);
    }
  });

  test('says the same of a batch of one, of grey in three channels, and every time', () => {
    const grey = waves(19, 14, 1);
    const { data, shape } = grey;
    const rgb = paint(19, 14, (y, x) => Array<number>(3).fill(data[y * 14 + x]));
    const expected = segment(grey);
    expect(segment({ data, shape: [1, ...shape] })).toEqual(expected);
    expect(segment(rgb)).toEqual(expected);
    expect(segment(grey)).toEqual(expected);
  });

  test.each([
    [{ data: new Float32Array(12), shape: [2, 6] }, 'shape [2, 6]'],
    [{ data: new Float32Array(24), shape: [2, 2, 2, 3] }, 'shape [2, 2, 2, 3]'],
    [{ data: new Float32Array(11), shape: [2, 2, 3] }, 'Float32Array of 11 (expected a Float32Array of 12'],
    [{ data: [0, 0, 0] as unknown as Float32Array, shape: [1, 1, 3] }, 'data is Array of 3'],
  ])('refuses the image %o', (image, message) => {
    expect(() => segment(image)).toThrow(message);
  });

  test.each([
    [{ data: new Float32Array(12), shape: [2, 3, 2] }, 'shape [2, 3, 2]'],
    [{ data: Float32Array.of(0, 1, 255), shape: [1, 1, 3] }, '255 at 2 (expected values of 0..1)'],
    [{ data: Float32Array.of(0, NaN, 1), shape: [1, 3, 1] }, 'NaN at 1'],
  ])('refuses the image %o, unless it does not look at colours', (image, message) => {
    if (name === 'gridSegments') expect(segment(image).count).toBeGreaterThan(0);
    else expect(() => segment(image)).toThrow(message);
  });
});

describe('two halves of one colour each', () => {
  const halves = paint(24, 30, (_, x) => (x < 13 ? red : blue));
  const expected = Int32Array.from({ length: 24 * 30 }, (_, i) => (i % 30 < 13 ? 0 : 1));

  test.each([
    ['quickshift', () => quickshift(halves, { kernelSize: 3, maxDist: 6, ratio: 0.5 })],
    ['felzenszwalb', () => felzenszwalb(halves, { sigma: 0 })],
  ])('are the two segments of %s', (_, segment) => {
    expect(segment()).toEqual({ labels: expected, shape: [24, 30], count: 2 });
  });

  test('are never mixed in a superpixel', () => {
    const { labels, count } = slic(halves, { nSegments: 30 });
    const sides = new Set(labels.map((label, i) => label * 2 + expected[i]));
    expect(sides.size).toBe(count);
    expect(count).toBeGreaterThan(15);
  });
});

test('the squares of one colour of a checkerboard are a segment of felzenszwalb, as their corners touch', () => {
  const board = paint(32, 32, (y, x) => [(Math.floor(y / 8) + Math.floor(x / 8)) % 2]);
  expect([...felzenszwalb(board, { sigma: 0 }).labels]).toEqual([...board.data]);
});

test('an image of one colour is as many superpixels as asked for, and one segment where only colours count', () => {
  const flat = paint(40, 40, () => [0.4]);
  expect(slic(flat, { nSegments: 16 }).count).toBe(16);
  expect(felzenszwalb(flat).count).toBe(1);
  expect(quickshift(flat, limeQuickshift).count).toBe(1);
});

describe('slic', () => {
  test.each([
    [48, 48, { nSegments: 40 }],
    [37, 61, { nSegments: 80, compactness: 0.5 }],
    [5, 90, { nSegments: 30, compactness: 2, sigma: 1 }],
  ])('of %i x %i pixels with %o gives segments of one piece', (h, w, options) => {
    const segmentation = slic(waves(h, w), options);
    expect(piecesOf(segmentation)).toBe(segmentation.count);
    const loose = slic(waves(h, w), { ...options, enforceConnectivity: false });
    expect(piecesOf(loose)).toBeGreaterThan(loose.count);
  });

  test('does not depend on contrast and brightness', () => {
    const image = waves(30, 30);
    const dim = { ...image, data: image.data.map((value) => 0.25 + value / 4) };
    // Powers of two: nothing is rounded but the image itself.
    const rounded = { ...image, data: dim.data.map((value) => (value - 0.25) * 4) };
    expect(slic(dim)).toEqual(slic(rounded));
  });

  test('gives every pixel a segment of its own when asked for as many', () => {
    expect(slic(waves(4, 5), { nSegments: 20, compactness: 1000 }).count).toBe(20);
  });

  test.each([
    [{ nSegments: 0 }, 'invalid nSegments: 0 (expected a whole number from 1)'],
    [{ nSegments: 2.5 }, 'invalid nSegments: 2.5'],
    [{ compactness: 0 }, 'invalid compactness: 0 (expected a number above 0)'],
    [{ maxNumIter: 0 }, 'invalid maxNumIter: 0'],
    [{ sigma: -1 }, 'invalid sigma: -1 (expected a number from 0)'],
    [{ minSizeFactor: NaN }, 'invalid minSizeFactor: NaN'],
    [{ maxSizeFactor: 0.5 }, 'invalid maxSizeFactor: 0.5 (expected more than minSizeFactor, 0.5)'],
    [{ n_segments: 10 }, "unknown option: 'n_segments' (expected one of: nSegments, compactness"],
  ])('refuses %o', (options, message) => {
    expect(() => slic(waves(4, 4), options as object)).toThrow(message);
  });
});

describe('quickshift', () => {
  test('joins nothing over a distance of more than maxDist', () => {
    expect(quickshift(waves(12, 12), { maxDist: 0.5 }).count).toBe(144);
  });

  test.each([
    [{ kernelSize: 0.5 }, 'invalid kernelSize: 0.5 (expected a number from 1)'],
    [{ maxDist: -1 }, 'invalid maxDist: -1'],
    [{ ratio: Infinity }, 'invalid ratio: Infinity'],
    [{ sigma: NaN }, 'invalid sigma: NaN'],
    [{ seed: 1 }, "unknown option: 'seed' (expected one of: kernelSize, maxDist"],
  ])('refuses %o', (options, message) => {
    expect(() => quickshift(waves(4, 4), options as object)).toThrow(message);
  });
});

describe('felzenszwalb', () => {
  test('leaves no segment of fewer than minSize pixels', () => {
    const { labels, count } = felzenszwalb(waves(40, 40), { scale: 5, minSize: 30 });
    const sizes = new Int32Array(count);
    for (const label of labels) sizes[label]++;
    expect(count).toBeGreaterThan(2);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(30);
  });

  test.each([
    [{ scale: 0 }, 'invalid scale: 0 (expected a number above 0)'],
    [{ sigma: -0.1 }, 'invalid sigma: -0.1'],
    [{ minSize: 1.5 }, 'invalid minSize: 1.5 (expected a whole number from 0)'],
    [{ min_size: 3 }, "unknown option: 'min_size'"],
  ])('refuses %o', (options, message) => {
    expect(() => felzenszwalb(waves(4, 4), options as object)).toThrow(message);
  });
});

describe('gridSegments', () => {
  test('numbers its cells row by row, as equal as whole pixels allow', () => {
    const { labels, count } = gridSegments(waves(3, 5), { rows: 2, columns: 2 });
    expect([...labels]).toEqual([0, 0, 0, 1, 1, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3]);
    expect(count).toBe(4);
  });

  test.each([
    [{ rows: 0 }, 'invalid rows: 0 (expected a whole number from 1)'],
    [{ rows: 5 }, 'invalid rows: 5 (expected 4 or fewer'],
    [{ columns: 7 }, 'invalid columns: 7 (expected 6 or fewer'],
    [{ cells: 7 }, "unknown option: 'cells'"],
  ])('refuses %o', (options, message) => {
    expect(() => gridSegments(waves(4, 6), options as object)).toThrow(message);
  });
});
