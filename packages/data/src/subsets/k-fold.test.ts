import { describe, expect, it } from 'vitest';
import { classCounts, kFold, nameRows, type LabelledImages } from '../index';
import { smallSet } from '../testing/small-set';

const rows = (ds: LabelledImages) => ds.ids!.map((id) => Number(id.split(' ')[1]));
const folds = (n: number, k: number, seed = 1, stratify?: boolean) => [
  ...kFold(smallSet(n), k, { seed, stratify }),
];

describe('kFold', () => {
  it.each([
    [20, 5],
    [23, 5],
    [7, 7],
    [7, 2],
  ])('lets each of %d images validate exactly once in %d folds of nearly one size', (n, k) => {
    const pairs = folds(n, k);
    expect(pairs).toHaveLength(k);
    expect(pairs.flatMap(([, validation]) => rows(validation)).sort((a, b) => a - b)).toEqual([
      ...Array(n).keys(),
    ]);
    for (const [train, validation] of pairs) {
      expect([...rows(train), ...rows(validation)].sort((a, b) => a - b)).toEqual([...Array(n).keys()]);
      expect([Math.floor(n / k), Math.ceil(n / k)]).toContain(validation.shape[0]);
      expect(rows(train)).toEqual(rows(train).sort((a, b) => a - b));
    }
  });

  it('spreads each class evenly, and looks at no label when told not to', () => {
    const share = (stratify: boolean) =>
      folds(100, 4, 3, stratify).map(([, validation]) => classCounts(validation)[0]);
    for (const count of share(true)) expect([8, 9]).toContain(count);
    expect(Math.max(...share(false)) - Math.min(...share(false))).toBeGreaterThan(1);
  });

  it('depends on the seed alone, also when iterated again', () => {
    const pairs = kFold(smallSet(20), 4, { seed: 1 });
    expect([...pairs]).toEqual([...pairs]);
    expect([...pairs]).toEqual(folds(20, 4, 1));
    expect([...pairs]).not.toEqual(folds(20, 4, 2));
  });

  it.each([1, 0, 2.5, 21])('refuses %d folds of 20 images', (k) => {
    expect(() => kFold(smallSet(20), k, { seed: 1 })).toThrow(
      `invalid k: ${k} (expected an integer 2..20, the number of images)`,
    );
  });

  it('needs labels only to stratify', () => {
    const { images, shape, classes } = smallSet(6);
    expect(() => kFold({ images, shape, classes }, 2, { seed: 1 })).toThrow(/missing labels/);
    expect([...kFold({ images, shape, classes }, 2, { seed: 1, stratify: false })]).toHaveLength(2);
  });
});

describe('nameRows', () => {
  it('names images by their row, and leaves names as they are', () => {
    const { images, shape, classes } = smallSet(3);
    expect(nameRows({ images, shape, classes }).ids).toEqual(['row 0', 'row 1', 'row 2']);
    expect(nameRows(smallSet(2)).ids).toEqual(['image 0', 'image 1']);
  });
});
