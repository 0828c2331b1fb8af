import { describe, expect, it } from 'vitest';
import { divide, part } from './divide';
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
