import { describe, expect, it } from 'vitest';
import {
  classCounts,
  concat,
  FER_CLASSES,
  select,
  splitAt,
  splitBy,
  splitRandom,
  type LabelledImages,
} from '../index';
import { smallSet } from '../testing/small-set';

const ids = (ds: LabelledImages) => ds.ids!.map((id) => Number(id.split(' ')[1]));

it('FER_CLASSES is in the order of the labels of FER2013', () => {
  expect(FER_CLASSES).toEqual(['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral']);
});

describe('select', () => {
  it('takes images with all that belongs to them, in the order asked for, also twice', () => {
    const picked = select(smallSet(6), [5, 0, 5]);
    expect(picked).toEqual({
      images: Uint8Array.of(5, 5, 5, 5, 0, 0, 0, 0, 5, 5, 5, 5),
      shape: [3, 2, 2, 1],
      labels: Uint8Array.of(2, 0, 2),
      labelWeights: Float32Array.of(0.25, 0.25, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25, 0.5),
      splits: ['odd', 'even', 'odd'],
      ids: ['image 5', 'image 0', 'image 5'],
      classes: ['a', 'b', 'c'],
    });
  });

  it('copies: the set it came from does not change with it', () => {
    const ds = smallSet(3);
    select(ds, [1]).images.fill(99);
    expect(ds).toEqual(smallSet(3));
  });

  it('invents no arrays that the set has not', () => {
    const { images, shape, classes } = smallSet(3);
    expect(Object.keys(select({ images, shape, classes }, [0]))).toEqual(['images', 'shape', 'classes']);
  });

  it.each([-1, 3, 0.5, NaN])('refuses the index %d', (index) => {
    expect(() => select(smallSet(3), [index])).toThrow(`invalid index: ${index} (expected an integer 0..2)`);
  });

  it.each<[string, Partial<LabelledImages>]>([
    ['images: length 3 (expected 12', { images: new Uint8Array(3) }],
    ['labels: length 4 (expected 3', { labels: new Uint8Array(4) }],
    ['labelWeights: length 3 (expected 9', { labelWeights: new Float32Array(3) }],
    ['splits: length 0 (expected 3', { splits: [] }],
    ['ids: length 1 (expected 3', { ids: ['a'] }],
    ['shape: length 3 (expected 4', { shape: [3, 2, 2] as never }],
  ])('refuses a set whose arrays do not fit: %s', (problem, part) => {
    expect(() => select({ ...smallSet(3), ...part }, [0])).toThrow(`invalid ${problem}`);
  });
});

describe('splitBy', () => {
  it('gives one set a split, in the order of the file', () => {
    const parts = splitBy(smallSet(5));
    expect(Object.keys(parts)).toEqual(['even', 'odd']);
    expect(ids(parts.even)).toEqual([0, 2, 4]);
    expect(ids(parts.odd)).toEqual([1, 3]);
  });

  it('takes any name for a split', () => {
    expect(Object.keys(splitBy({ ...smallSet(2), splits: ['__proto__', ''] }))).toEqual(['__proto__', '']);
  });

  it('says so when there are no splits', () => {
    const { images, shape, classes } = smallSet(2);
    expect(() => splitBy({ images, shape, classes })).toThrow(/missing splits/);
  });
});

describe('concat', () => {
  it('puts sets together again that were split', () => {
    const ds = smallSet(7);
    expect(concat(splitAt(ds, 3))).toEqual(ds);
    expect(concat([ds])).toEqual(ds);
  });

  it.each<[string, Partial<LabelledImages>]>([
    ['images of 4x1x1 (expected 2x2x1', { shape: [2, 4, 1, 1] }],
    ['classes a, b, x (expected a, b, c', { classes: ['a', 'b', 'x'] }],
    ['no labels (expected the same arrays', { labels: undefined }],
  ])('refuses a part with %s', (problem, part) => {
    expect(() => concat([smallSet(2), { ...smallSet(2), ...part }])).toThrow(`invalid part 1: ${problem}`);
  });

  it('refuses nothing at all', () => {
    expect(() => concat([])).toThrow('invalid parts: none (expected at least one set)');
  });
});

describe('classCounts', () => {
  it('counts every class, also the empty ones', () => {
    expect(classCounts({ ...smallSet(4), classes: ['a', 'b', 'c', 'd'], labelWeights: undefined })).toEqual([
      2, 1, 1, 0,
    ]);
  });

  it('counts the heaviest class of soft labels', () => {
    expect(classCounts({ ...smallSet(4), labels: undefined })).toEqual([2, 1, 1]);
  });

  it('refuses a set without labels, and a label without a class', () => {
    expect(() => classCounts({ ...smallSet(2), labels: undefined, labelWeights: undefined })).toThrow(
      /missing labels/,
    );
    expect(() => classCounts({ ...smallSet(2), labels: Uint8Array.of(0, 3) })).toThrow(
      'invalid label: 3 (expected 0..2)',
    );
  });
});

describe('splitAt', () => {
  it.each([
    [2, [0, 1], [2, 3, 4]],
    [-2, [0, 1, 2], [3, 4]],
    [0, [], [0, 1, 2, 3, 4]],
    [-0, [0, 1, 2, 3, 4], []],
    [5, [0, 1, 2, 3, 4], []],
  ])('cuts at %d, from the end when negative', (index, before, after) => {
    expect(splitAt(smallSet(5), index).map(ids)).toEqual([before, after]);
  });

  it('refuses an index outside the set', () => {
    expect(() => splitAt(smallSet(5), 6)).toThrow('invalid index: 6 (expected an integer -5..5)');
  });
});

describe('splitRandom', () => {
  /** Image i has label 0 for i < 70, then 1 for 25, then 2 for 5. */
  const skewed = {
    ...smallSet(100),
    labels: Uint8Array.from({ length: 100 }, (_, i) => (i < 70 ? 0 : i < 95 ? 1 : 2)),
  };

  it('divides the set: every image once, each part in the order of the set', () => {
    const [a, b] = splitRandom(skewed, 0.8, { seed: 1 }).map(ids);
    expect(a).toHaveLength(80);
    expect([...a, ...b].sort((x, y) => x - y)).toEqual(ids(skewed));
    expect(a).toEqual([...a].sort((x, y) => x - y));
  });

  it.each([0, 0.1, 0.25, 0.33, 0.5, 0.8, 1])(
    'keeps the shares of the classes at %d, to within one image',
    (fraction) => {
      for (let seed = 0; seed < 5; seed++) {
        const [a] = splitRandom(skewed, fraction, { seed });
        expect(a.shape[0]).toBe(Math.round(100 * fraction));
        classCounts(a).forEach((count, k) => {
          expect(Math.abs(count - classCounts(skewed)[k] * fraction)).toBeLessThan(1);
        });
      }
    },
  );

  it('does not look at labels when stratify is false', () => {
    const counts = Array.from({ length: 20 }, (_, seed) => {
      const [a] = splitRandom({ ...skewed, labelWeights: undefined }, 0.5, { seed, stratify: false });
      expect(a.shape[0]).toBe(50);
      return classCounts(a)[0];
    });
    expect(new Set(counts).size).toBeGreaterThan(3);
    const unlabelled = { ...skewed, labels: undefined, labelWeights: undefined };
    expect(splitRandom(unlabelled, 0.5, { seed: 1, stratify: false })[0].shape[0]).toBe(50);
    expect(() => splitRandom(unlabelled, 0.5, { seed: 1 })).toThrow(/missing labels/);
  });

  it('depends on the seed alone', () => {
    const first = (seed: number) => ids(splitRandom(skewed, 0.5, { seed })[0]);
    expect(first(1)).toEqual(first(1));
    expect(first(1)).not.toEqual(first(2));
  });

  it.each([-0.1, 1.1, NaN])('refuses the fraction %d', (fraction) => {
    expect(() => splitRandom(skewed, fraction, { seed: 1 })).toThrow(
      `invalid fraction: ${fraction} (expected 0..1)`,
    );
  });
});
