import { describe, expect, it } from 'vitest';
import { divide, part } from './divide';
import type { DivisionSpec } from './spec';
import { smallSet } from './testing/small-set';

const named = (...counts: [string, number][]) => {
  const splits = counts.flatMap(([name, n]) => new Array<string>(n).fill(name));
  return smallSet(splits.length, splits);
};
const sizes = (data: ReturnType<typeof divide>) => [
  data.train.shape[0],
  data.validation.shape[0],
  data.heldOut.shape[0],
  data.heldOutName,
];

describe('divide', () => {
  it.each([
    ['FER2013', named(['Training', 70], ['PublicTest', 14], ['PrivateTest', 21]), [70, 14, 21, 'test']],
    [
      'FER2013 without its private part',
      named(['Training', 70], ['PublicTest', 14]),
      [70, 14, 14, 'validation'],
    ],
    ['the drawn faces', named(['train', 70], ['validation', 14], ['test', 7]), [70, 14, 7, 'test']],
    ['training and test only', named(['train', 70], ['test', 14]), [56, 14, 14, 'test']],
    ['no splits', smallSet(70), [56, 14, 14, 'validation']],
  ])('divides %s', (_, data, expected) => {
    expect(sizes(divide(data, { seed: 1 }))).toEqual(expected);
  });

  it('limits every part, with the classes in proportion', () => {
    const { train, validation } = divide(named(['train', 70], ['validation', 35]), { seed: 1, limit: 21 });
    expect([train.shape[0], validation.shape[0]]).toEqual([21, 21]);
    expect(Array.from(train.labels ?? []).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 21 }, (_, i) => Math.floor(i / 3)),
    );
  });

  it('divides by the seed alone', () => {
    const pixels = (seed: number) => divide(smallSet(70), { seed }).validation.images;
    expect(pixels(1)).toEqual(pixels(1));
    expect(pixels(1)).not.toEqual(pixels(2));
  });

  it('drops further copies of an image before it divides, and keeps the one that is held out', () => {
    const data = named(['train', 70], ['test', 14]);
    const size = data.images.length / 84;
    data.images.copyWithin(70 * size, 3 * size, 4 * size); // the first test image is the fourth training image
    const { train, validation, heldOut, dropped } = divide(data, { seed: 1, dropDuplicates: 'exact' });
    expect(dropped).toEqual({ copies: 1, conflicting: 0 });
    expect(train.shape[0] + validation.shape[0]).toBe(69);
    expect([...train.ids!, ...validation.ids!]).not.toContain('row 3');
    expect(heldOut.ids).toContain('row 70');
    expect(divide(data, { seed: 1 }).dropped).toBeUndefined();
  });

  it('drops all copies of an image whose labels conflict, when asked to', () => {
    const data = named(['train', 70], ['test', 14]);
    const size = data.images.length / 84;
    data.images.copyWithin(70 * size, 3 * size, 4 * size);
    data.labels![70] = (data.labels![3] + 1) % 7;
    const options = { seed: 1, dropDuplicates: 'exact', dropConflicts: true } as const;
    const { heldOut, dropped } = divide(data, options);
    expect(dropped).toEqual({ copies: 0, conflicting: 2 });
    expect(heldOut.ids).not.toContain('row 70');
  });

  it('names images by their row in the whole set', () => {
    expect(divide(named(['train', 70], ['test', 14]), { seed: 1 }).heldOut.ids?.[0]).toBe('row 70');
    expect(part(named(['train', 70], ['test', 14]), 'test').ids?.[13]).toBe('row 83');
  });

  it('says so where nothing is there to train on', () => {
    expect(() => divide(named(['test', 7], ['other', 7]), { seed: 1 })).toThrow(
      'no training part among the splits test, other (expected Training or train)',
    );
  });
});

describe('part', () => {
  const data = named(['Training', 7], ['PublicTest', 14]);

  it.each([
    ['PublicTest', 14],
    ['validation', 14],
    ['train', 7],
  ])('knows %s by the name in the data or by what it is for', (name, n) => {
    expect(part(data, name).shape[0]).toBe(n);
  });

  it('lists the names that there are', () => {
    expect(() => part(data, 'test')).toThrow('unknown split: test (expected one of Training, PublicTest)');
    expect(() => part(smallSet(7), 'test')).toThrow(
      'unknown split: test (expected one of none: the data have no splits)',
    );
  });
});

describe('a division of the training part', () => {
  const data = named(['Training', 70], ['PublicTest', 14], ['PrivateTest', 21]);
  const rows = ({ ids }: { ids?: string[] }) => ids!.map((id) => Number(id.slice(4)));
  const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

  it.each<[string, DivisionSpec, number[], number[]]>([
    ['the last 20 rows', { validation: 'last', count: 20 }, range(0, 50), range(50, 70)],
    ['all after the first 60', { validation: 'afterFirst', count: 60 }, range(0, 60), range(60, 70)],
  ])('lets %s validate', (_, division, trains, validates) => {
    const { train, validation, heldOut, heldOutName } = divide(data, { seed: 1, division });
    expect([rows(train), rows(validation)]).toEqual([trains, validates]);
    expect([rows(heldOut), heldOutName]).toEqual([range(84, 105), 'test']);
  });

  it('measures on what the data call validation, where that does not choose the epoch and there is no test part', () => {
    const two = named(['Training', 70], ['PublicTest', 14]);
    const divided = divide(two, { seed: 1, division: { validation: 'last', count: 20 } });
    expect(sizes(divided)).toEqual([50, 20, 14, 'test']);
    expect(sizes(divide(smallSet(70), { seed: 1, division: { validation: 'last', count: 20 } }))).toEqual([
      50,
      20,
      20,
      'validation',
    ]);
  });

  it('draws a share by the seed, each class alike', () => {
    const draw = (seed: number) => divide(data, { seed, division: { validation: 'share', share: 0.1 } });
    expect(sizes(draw(1))).toEqual([63, 7, 21, 'test']);
    expect([...draw(1).validation.labels!]).toEqual(expect.arrayContaining([0, 1, 2, 3, 4, 5, 6]));
    expect(rows(draw(1).validation)).toEqual(rows(draw(1).validation));
    expect(rows(draw(1).validation)).not.toEqual(rows(draw(2).validation));
  });

  it('lets each image validate in one fold of a cross-validation', () => {
    const folds = range(0, 5).map((fold) => divide(data, { seed: 1, division: { folds: 5, fold } }));
    expect(folds.map(({ train }) => train.shape[0])).toEqual([56, 56, 56, 56, 56]);
    expect(folds.flatMap(({ validation }) => rows(validation)).toSorted((a, b) => a - b)).toEqual(
      range(0, 70),
    );
    expect(folds.map(({ heldOut }) => rows(heldOut))).toEqual(folds.map(() => range(84, 105)));
  });

  it('limits the parts, not what is divided', () => {
    const division = { validation: 'last', count: 20 } as const;
    const { train, validation } = divide(data, { seed: 1, limit: 14, division });
    expect([train.shape[0], validation.shape[0]]).toEqual([14, 14]);
    expect(Math.min(...rows(validation))).toBeGreaterThanOrEqual(50);
  });

  it.each<[DivisionSpec, string]>([
    [
      { validation: 'last', count: 70 },
      'invalid data.division.count: 70 (expected less than the 70 images of the training part)',
    ],
    [{ folds: 71, fold: 0 }, 'invalid data.division.folds: 71 (expected 70 or less, one an image)'],
  ])('refuses %j', (division, message) => {
    expect(() => divide(data, { seed: 1, division })).toThrow(message);
  });
});
