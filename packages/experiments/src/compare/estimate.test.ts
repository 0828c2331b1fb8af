import { expect, test } from 'vitest';
import { estimate, pairedDifference } from './estimate';

const without = [0.61, 0.64, 0.6, 0.63];
const with_ = [0.65, 0.66, 0.66, 0.64];

test('four runs give the mean, deviation and interval that SciPy gives', () => {
  // numpy.std(ddof=1), scipy.stats.t.interval(0.95, 3, mean, sem)
  const { n, mean, deviation, interval } = estimate(without);
  expect(n).toBe(4);
  expect(mean).toBeCloseTo(0.62, 12);
  expect(deviation).toBeCloseTo(0.018257418583505554, 12);
  expect(interval![0]).toBeCloseTo(0.5909483728424523, 12);
  expect(interval![1]).toBeCloseTo(0.6490516271575477, 12);
});

test('one run has a mean, and neither deviation nor interval', () => {
  expect(estimate([0.5])).toEqual({ n: 1, mean: 0.5 });
});

test('runs that agree have an interval of no width', () => {
  expect(estimate([0.5, 0.5, 0.5])).toEqual({ n: 3, mean: 0.5, deviation: 0, interval: [0.5, 0.5] });
});

test('a difference is taken seed by seed, as in a paired t test of SciPy', () => {
  // scipy.stats.ttest_rel(b, a).confidence_interval(0.95)
  const { mean, deviation, interval } = pairedDifference(without, with_);
  expect(mean).toBeCloseTo(0.0325, 12);
  expect(deviation).toBeCloseTo(0.022173557826083472, 12);
  expect(interval![0]).toBeCloseTo(-0.0027830785893069657, 12);
  expect(interval![1]).toBeCloseTo(0.06778307858930702, 12);
});

test('what is no pair, no value or no number is an error', () => {
  expect(() => pairedDifference([1, 2], [1])).toThrow('2 and 1 values (expected pairs: one of each a seed)');
  expect(() => estimate([])).toThrow('no values to estimate a mean from (expected at least one)');
  expect(() => estimate([1, NaN])).toThrow('invalid value: NaN (expected a finite number)');
});
