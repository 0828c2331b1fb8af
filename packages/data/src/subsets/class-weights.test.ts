import { expect, it } from 'vitest';
import { classWeights } from '../index';
import { smallSet } from '../testing/small-set';

it('gives the weights of scikit-learn', () => {
  // The example in the documentation of sklearn.utils.class_weight.compute_class_weight.
  expect(classWeights([2, 4])).toEqual([1.5, 0.75]);
});

it('weighs the training rows of FER2013', () => {
  const weights = classWeights([3995, 436, 4097, 7215, 4830, 3171, 4965]);
  expect(weights.map((weight) => weight.toFixed(2))).toEqual([
    '1.03',
    '9.41',
    '1.00',
    '0.57',
    '0.85',
    '1.29',
    '0.83',
  ]);
});

it('makes every class that has images weigh the same, and all weights sum to the images', () => {
  const counts = [5, 0, 70, 25];
  const sums = classWeights(counts).map((weight, k) => weight * counts[k]);
  expect(sums).toEqual([100 / 3, 0, 100 / 3, 100 / 3].map((sum) => expect.closeTo(sum, 10) as number));
});

it('counts the images of a set', () => {
  expect(classWeights(smallSet(4))).toEqual([4 / 6, 4 / 3, 4 / 3]);
});

it.each([
  [[0, 0], 'invalid counts: no images (expected at least one)'],
  [[], 'invalid counts: no images (expected at least one)'],
  [[1, -1], 'invalid count: -1 (expected an integer 0 or more)'],
  [[1, 0.5], 'invalid count: 0.5 (expected an integer 0 or more)'],
])('refuses the counts %j', (counts, message) => {
  expect(() => classWeights(counts)).toThrow(message);
});
