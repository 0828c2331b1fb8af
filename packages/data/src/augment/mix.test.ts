import { describe, expect, it } from 'vitest';
import { batches } from '../batches';
import type { LabelledImages } from '../labelled-images';
import { always, numbers } from '../testing/numbers';
import { drawBeta } from './beta';
import { compose } from './compose';
import { centerCrop } from './crop';
import { flip } from './flip';
import { cutmix, mixup } from './mix';

const N = 16;
/** One image of each of four classes, white, of which each is another sixteenth of grey. */
const ds: LabelledImages = {
  images: Uint8Array.from({ length: 4 * N * N }, (_, i) => 51 * (1 + Math.floor(i / (N * N)))),
  shape: [4, N, N, 1],
  labels: Uint8Array.of(0, 1, 2, 3),
  classes: ['a', 'b', 'c', 'd'],
};
const greys = [0.2, 0.4, 0.6, 0.8].map(Math.fround);
const epochs = (augment: ReturnType<typeof mixup>, count: number, set = ds) =>
  Array.from({ length: count }, (_, epoch) => [
    ...batches(set, { batchSize: 4, seed: 1, epoch, augment }),
  ]).flat();
const rows = <T extends Float32Array>(array: T, n: number) =>
  Array.from({ length: n }, (_, i) => array.subarray((i * array.length) / n, ((i + 1) * array.length) / n));

describe.each([
  ['mixup', mixup({ alpha: 1 })],
  ['cutmix', cutmix()],
  ['mixup, then cutmix', compose(mixup(), cutmix())],
])('%s', (_, augment) => {
  it('gives each image the labels that its pixels come from, in proportion', () => {
    for (const { data, labels, labelWeights } of epochs(augment, 50)) {
      const weights = rows(labelWeights!, 4);
      rows(data, 4).forEach((image, i) => {
        expect(weights[i].reduce((a, b) => a + b)).toBeCloseTo(1, 6);
        const mean = image.reduce((a, b) => a + b) / image.length;
        expect(mean).toBeCloseTo(
          weights[i].reduce((sum, weight, k) => sum + weight * greys[k], 0),
          5,
        );
        expect(weights[i][labels[i]]).toBe(Math.max(...weights[i]));
      });
    }
  });

  it('mixes the weights of a set that has them, and leaves the set alone', () => {
    const soft = { ...ds, labelWeights: Float32Array.from({ length: 16 }, () => 0.25) };
    const before = structuredClone(soft);
    for (const { labelWeights } of epochs(augment, 5, soft))
      for (const weight of labelWeights!) expect(weight).toBeCloseTo(0.25, 6);
    expect(soft).toEqual(before);
  });

  it('depends on seed and epoch only, and mixes anew in each epoch', () => {
    const [first, second] = epochs(augment, 2);
    expect(epochs(augment, 1)[0]).toEqual(first);
    expect(first.labelWeights).not.toEqual(second.labelWeights);
  });

  it('cannot be done to one image alone', () => {
    expect(() => augment(new Float32Array(4), [2, 2, 1], always(0))).toThrow(
      'mixes the images of a batch (expected batches({ augment }))',
    );
  });
});

describe('mixup', () => {
  it('blends two images to one grey each', () => {
    for (const { data } of epochs(mixup(), 5))
      for (const image of rows(data, 4)) expect(new Set(image).size).toBe(1);
  });

  it('acts so often', () => {
    const weights = epochs(mixup({ alpha: 1, probability: 0.25 }), 500).flatMap(({ labelWeights }) =>
      rows(labelWeights!, 4),
    );
    const mixed = weights.filter((row) => Math.max(...row) < 1).length;
    // A quarter of 2,000, and of these every fourth meets itself: 375, 5 sigma 87.
    expect(Math.abs(mixed - 375)).toBeLessThan(87);
  });

  it('works on what the other parts made, in their size', () => {
    const [batch] = epochs(compose(mixup({ alpha: 1 }), centerCrop({ size: 8 }), flip()), 1);
    expect(batch.shape).toEqual([4, 8, 8, 1]);
    expect(batch.data).toHaveLength(256);
  });
});

describe('cutmix', () => {
  it('puts one rectangle of another image into each', () => {
    let boxes = 0;
    for (const { data } of epochs(cutmix(), 50))
      for (const image of rows(data, 4)) {
        const colours = [...new Set(image)];
        expect(colours.length).toBeLessThanOrEqual(2);
        for (const colour of colours) expect(greys).toContain(colour);
        if (colours.length < 2) continue;
        const isBox = colours.some((colour) => {
          const places = [...image.keys()].filter((i) => image[i] === colour);
          const [ys, xs] = [places.map((i) => Math.floor(i / N)), places.map((i) => i % N)];
          const span = (values: number[]) => Math.max(...values) - Math.min(...values) + 1;
          return places.length === span(ys) * span(xs);
        });
        expect(isBox).toBe(true);
        boxes++;
      }
    expect(boxes).toBeGreaterThan(100);
  });
});

describe('drawBeta', () => {
  it.each([0.001, 0.2, 1, 1.5, 8])('has mean, variance and symmetry of Beta(%d, same)', (alpha) => {
    const random = numbers(5);
    const draws = Array.from({ length: 20_000 }, () => drawBeta(random, alpha));
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    const expected = 1 / (4 * (2 * alpha + 1));
    expect(Math.abs(mean - 0.5)).toBeLessThan(5 * Math.sqrt(expected / draws.length));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.05);
    expect(draws.every((x) => x >= 0 && x <= 1)).toBe(true);
  });
});
