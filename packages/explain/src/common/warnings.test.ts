import { expect, it } from 'vitest';
import { completenessWarnings, imageList, saturationWarnings, valueWarnings } from './warnings';

const values = [{ data: Float32Array.of(4, -4, 10, 0, 0, 0), shape: [3, 2] }];

it('says which paths missed the difference of the scores by more than 5 %', () => {
  expect(
    completenessWarnings(values, [0.04, 0.4, 0], [1, 10, 0], { what: 'not enough', remedy: 'more' }),
  ).toEqual([]);
  expect(
    completenessWarnings(values, [0.12, 0.6, 0], [1, 10, 0], { what: 'not enough', remedy: 'more' }),
  ).toEqual([
    "not enough for images 0 and 1: the values' sum misses up to 12 % of the difference of the scores (more)",
  ]);
});

it('does not take rounding for a path that missed', () => {
  expect(
    completenessWarnings(values, [0.007, 0, 0], [1e-6, 10, 0], { what: 'not enough', remedy: 'more' }),
  ).toEqual([]);
  expect(
    completenessWarnings(values, [0.5, 0, 0], [0, 10, 0], { what: 'not enough', remedy: 'more' }),
  ).toEqual([
    "not enough for image 0: the values' sum misses more than all of the difference of the scores (more)",
  ]);
});

it('says whose probability is so near 0 or 1 that gradients vanish, never of logits or of chosen scores', () => {
  const scores = Float32Array.of(0.5, 0.99999, 1e-6, 1);
  expect(saturationWarnings('probability', scores, [0, 1, 2, -1])).toEqual([
    "the probability of images 1 and 2 is so near 0 or 1 that its gradients all but vanish (score 'logit' does not saturate)",
  ]);
  expect(saturationWarnings('logit', scores, [0, 1, 2, 3])).toEqual([]);
  const logs = scores.map(Math.log);
  expect(saturationWarnings('logProbability', logs, [0, 1, 2, 3])[0]).toContain(
    'images 1 and 3 is so near 1',
  );
});

it('lists images shortly', () => {
  expect(imageList([7])).toBe('image 7');
  expect(imageList([0, 1, 2, 3, 4, 5])).toBe('images 0, 1, 2, 3, 4 and 5');
  expect(imageList([0, 1, 2, 3, 4, 5, 8])).toBe('images 0, 1, 2, 3, 4 and 2 more');
});

it('takes a difference that is no finite number for no completeness', () => {
  expect(
    completenessWarnings(values, [-Infinity, 0, 0], [Infinity, 10, 0], {
      what: 'not enough',
      remedy: 'more',
    }),
  ).toHaveLength(1);
});

it('says which maps are zero everywhere, in every input, and which have values that are no finite numbers', () => {
  const other = { data: Float32Array.of(0, 0, 0, 0, 1, NaN), shape: [3, 2] };
  expect(valueWarnings(values)).toEqual(['image 2: the map is zero everywhere']);
  expect(valueWarnings([{ data: Float32Array.of(0, 0, 0, 1, 0, 0), shape: [3, 2] }, values[0]])).toEqual([
    'image 2: the map is zero everywhere',
  ]);
  expect(valueWarnings([other])).toEqual([
    'images 0 and 1: the map is zero everywhere',
    'image 2: the map has values that are no finite numbers (has the model any? does its score?)',
  ]);
});
