import { describe, expect, test } from 'vitest';
import { checkSegmentation } from './check-segmentation';
import { segmentBoundaries } from './segment-boundaries';
import type { Segmentation } from './segmentation';

const labels = Int32Array.of(0, 0, 1, 0, 2, 2, 0, 2, 2);
const segmentation: Segmentation = { labels, shape: [3, 3], count: 3 };

describe('segmentBoundaries', () => {
  test('marks the pixels whose right or lower neighbour is of another segment', () => {
    expect([...segmentBoundaries(segmentation)]).toEqual([0, 1, 1, 1, 0, 0, 1, 0, 0]);
  });

  test('marks the pixels on both sides when thick', () => {
    expect([...segmentBoundaries(segmentation, { thick: true })]).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 0]);
  });

  test('marks nothing in an image of one segment', () => {
    const one: Segmentation = { labels: new Int32Array(6), shape: [2, 3], count: 1 };
    expect([...segmentBoundaries(one, { thick: true })]).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe('checkSegmentation', () => {
  test('gives a segmentation, of its labels alone too', () => {
    expect(checkSegmentation(segmentation, [3, 3])).toEqual(segmentation);
    expect(checkSegmentation(labels, [3, 3])).toEqual(segmentation);
  });

  test.each([
    [segmentation, [9, 1], 'shape [3, 3] (expected [9, 1]'],
    [labels, [2, 3], '9 labels (expected 6, for [2, 3])'],
    [{ ...segmentation, count: 4 }, [3, 3], 'count 4 (expected 3, as the largest label is 2)'],
    [Int32Array.of(0, 2), [1, 2], 'no pixel has label 1 (expected each of 0..2 to be used)'],
    [Int32Array.of(0, 2_000_000_000), [1, 2], 'no pixel has label 1 (expected'],
    [Int32Array.of(0, -1), [1, 2], 'label -1 (expected labels from 0)'],
    [[0, 1], [1, 2], 'an object without such labels (expected { labels: Int32Array, shape, count }'],
    [null, [1, 2], 'null (expected'],
    ['slic', [1, 2], 'slic (expected'],
  ])('refuses %o for %o', (segments, size, message) => {
    expect(() => checkSegmentation(segments as Segmentation, size as [number, number])).toThrow(
      `invalid segments: ${message}`,
    );
  });
});
