import { describe, expect, test } from 'vitest';
import { paint, waves } from '../testing/painted-images';
import { faceSegments } from './face-segments';
import { gridSegments } from './grid-segments';
import { limeQuickshift, quickshift } from './quickshift';
import type { Segmentation } from './segmentation';

describe('faceSegments', () => {
  /** Round eyes of 5 pixels and a mouth of 16 x 4 in an oval face, times the scale. */
  const isEye = (y: number, x: number) => Math.hypot(y - 19.5, Math.abs(x - 23.5) - 8) < 3;
  const isMouth = (y: number, x: number) => y >= 33 && y < 37 && x >= 16 && x < 32;
  const face = (scale: number) =>
    paint(48 * scale, 48 * scale, (py, px) => {
      const [y, x] = [Math.floor(py / scale), Math.floor(px / scale)];
      if (isEye(y, x)) return [0.15];
      if (isMouth(y, x)) return [0.35];
      return [Math.hypot((y - 24) / 23, (x - 24) / 18) < 1 ? 0.75 + x / 500 : 0.4];
    });
  /** The intersection over union of a part and the segments that are mostly inside of it. */
  const fitOf = (
    { labels, count, shape: [h, w] }: Segmentation,
    isPart: (y: number, x: number) => boolean,
  ) => {
    const [inside, sizes] = [new Int32Array(count), new Int32Array(count)];
    labels.forEach((label, i) => {
      sizes[label]++;
      if (isPart(Math.floor(((i / w) * 48) / h), Math.floor(((i % w) * 48) / w))) inside[label]++;
    });
    const chosen = [...sizes.keys()].filter((label) => inside[label] > sizes[label] / 2);
    const sum = (values: Int32Array, of: number[]) => of.reduce((total, label) => total + values[label], 0);
    const shared = sum(inside, chosen);
    return shared / (sum(sizes, chosen) + sum(inside, [...inside.keys()]) - shared);
  };

  test.each([1, 2, 3])('finds eyes and mouth of a grey face of 48 pixels times %i', (scale) => {
    const image = face(scale);
    const segments = faceSegments(image);
    expect(segments.count).toBeGreaterThanOrEqual(25);
    expect(segments.count).toBeLessThanOrEqual(50);
    const grid = gridSegments(image, { rows: 7, columns: 7 });
    for (const isPart of [isEye, isMouth]) {
      expect(fitOf(segments, isPart)).toBeGreaterThan(0.6);
      expect(fitOf(segments, isPart)).toBeGreaterThan(fitOf(grid, isPart) + 0.2);
    }
  });

  test('has many segments where the options of LIME find three or fewer', () => {
    expect(quickshift(face(1), limeQuickshift).count).toBeLessThanOrEqual(3);
    expect(faceSegments(face(1), { nSegments: 25 }).count).toBeGreaterThan(15);
  });

  test.each([
    [{ nSegments: 0 }, 'invalid nSegments: 0'],
    [{ compactness: -1 }, 'invalid compactness: -1'],
    [{ sigma: 1 }, "unknown option: 'sigma' (expected one of: nSegments, compactness)"],
  ])('refuses %o', (options, message) => {
    expect(() => faceSegments(waves(8, 8), options as object)).toThrow(message);
  });
});
