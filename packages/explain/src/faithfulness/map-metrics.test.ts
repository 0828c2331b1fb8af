import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  attributionAuc,
  complexity,
  effectiveComplexity,
  pointingGame,
  relevanceMassAccuracy,
  relevanceRankAccuracy,
  sparseness,
  topKIntersection,
} from '../index';

const map = (...values: number[]) => ({
  values: Float32Array.from(values),
  shape: [1, 2, values.length / 2],
});
/** Inside is the first column of two. */
const masks = { data: [1, 0, 1, 0], shape: [1, 2, 2] };

describe('what a map is like', () => {
  it.each<[string, typeof sparseness, number[], number]>([
    ['one pixel has everything', sparseness, [0, 0, -3, 0], 0.75],
    ['all are alike', sparseness, [2, -2, 2, 2], 0],
    ['sizes 1 to 4', sparseness, [1, 2, 3, 4], (-3 * 1 - 1 * 2 + 1 * 3 + 3 * 4) / (4 * 10)],
    ['one pixel has everything', complexity, [0, 0, -3, 0], 0],
    ['all are alike', complexity, [2, -2, 2, 2], Math.log(4)],
    ['one has a half, two a quarter', complexity, [2, 1, 0, -1], 1.5 * Math.log(2)],
    ['two above a twentieth of the largest', effectiveComplexity, [10, 0.4, -0.6, 0], 2],
  ])('%s: %o', async (_, metric, values, expected) => {
    const { values: found } = await metric(undefined, undefined, map(...values));
    expect(found[0]).toBeCloseTo(expected, 6);
  });

  it('takes an epsilon in the unit of the map', async () => {
    const options = { epsilon: 0.5, normalize: false };
    const { values } = await effectiveComplexity(undefined, undefined, map(10, 0.4, -0.6, 0), options);
    expect(values[0]).toBe(2);
  });

  it('sums channels before anything else, and measures image by image', async () => {
    const attribution = { values: Float32Array.of(1, -1, 3, 3, 1, 1, 1, 1), shape: [2, 1, 2, 2] };
    expect([...(await sparseness(undefined, undefined, attribution)).values]).toEqual([0.5, 0]);
  });

  it('can say nothing of a map that is zero everywhere, and says so', async () => {
    const attribution = { values: Float32Array.of(1, 2, 0, 0), shape: [2, 1, 2] };
    for (const metric of [sparseness, complexity]) {
      const { values, warnings } = await metric(undefined, undefined, attribution);
      expect([...values].map(Number.isNaN)).toEqual([false, true]);
      expect(warnings).toEqual(['the map of image 1 is zero everywhere']);
    }
  });
});

describe('whether a map is where it should be', () => {
  it.each<[string, typeof pointingGame, number[], object, number]>([
    ['the largest value inside', pointingGame, [4, 1, 2, 3], {}, 1],
    ['the largest value outside', pointingGame, [2, 4, 1, 3], {}, 0],
    ['one pixel off is near enough', pointingGame, [2, 4, 1, 3], { tolerance: 1 }, 1],
    ['one of two equal ones inside', pointingGame, [4, 4, 1, 3], {}, 1],
    ['the largest of the sizes outside', pointingGame, [4, 1, 2, -5], { abs: true }, 0],
    ['mass of the positive part', relevanceMassAccuracy, [3, 1, -5, 0], {}, 0.75],
    ['mass of the sizes', relevanceMassAccuracy, [3, 1, -5, 1], { abs: true }, 0.8],
    ['one of the two largest inside', relevanceRankAccuracy, [4, 3, 1, 2], {}, 0.5],
    ['both of the two largest inside', relevanceRankAccuracy, [4, 1, 3, 2], {}, 1],
    ['two of three inside', topKIntersection, [4, 3, 2, 1], { k: 3 }, 2 / 3],
    ['every pixel inside above every one outside', attributionAuc, [4, 1, 3, 2], {}, 1],
    ['three of four pairs in order', attributionAuc, [4, 3, 2, 1], {}, 0.75],
    ['equal ones count a half', attributionAuc, [1, 1, 1, 1], {}, 0.5],
  ])('%s: %o', async (_, metric, values, options, expected) => {
    const result = await metric(undefined, undefined, map(...values), { masks, ...options });
    expect(result.values[0]).toBeCloseTo(expected, 6);
    expect(result).toMatchObject({ metric: metric.name, better: 'higher' });
  });

  it('stretches a smaller map to the masks, and says so', async () => {
    const small = { values: Float32Array.of(1, 0, 0, 0), shape: [1, 2, 2] };
    const data = new Uint8Array(16);
    data[0] = 1;
    const { values, warnings } = await pointingGame(undefined, undefined, small, {
      masks: { data, shape: [1, 4, 4] },
    });
    expect(values[0]).toBe(1);
    expect(warnings).toEqual(['the map of 2 x 2 was stretched to 4 x 4 (bilinear)']);
  });

  it('takes one mask for all images, and masks as tensors', async () => {
    const two = { values: Float32Array.of(4, 1, 2, 3, 1, 4, 2, 3), shape: [2, 2, 2] };
    for (const given of [{ data: [1, 0, 1, 0], shape: [2, 2] }, tf.tensor([1, 0, 1, 0], [2, 2])]) {
      expect([...(await pointingGame(undefined, undefined, two, { masks: given })).values]).toEqual([1, 0]);
    }
  });

  it('can say nothing where the mask is empty, and warns of maps without a largest value', async () => {
    const two = { values: Float32Array.of(4, 1, 2, 3, 1, 1, 1, 1), shape: [2, 2, 2] };
    const given = { data: [0, 0, 0, 0, 1, 0, 1, 0], shape: [2, 2, 2] };
    const { values, warnings } = await pointingGame(undefined, undefined, two, { masks: given });
    expect([...values]).toEqual([NaN, 1]);
    expect(warnings).toEqual([
      'the mask of image 0 is empty: nothing can be inside',
      'the map of image 1 has one value everywhere',
    ]);
  });
});

it.each<[string, () => Promise<unknown>, string]>([
  [
    'no masks',
    () => pointingGame(undefined, undefined, map(1, 2, 3, 4)),
    'option masks is missing (expected { data, shape: [n, h, w] }',
  ],
  [
    'masks without a shape',
    () => attributionAuc(undefined, undefined, map(1, 2, 3, 4), { masks: { data: [1] } as never }),
    'invalid masks: shape [] (expected [1, h, w] or [h, w])',
  ],
  [
    'masks of other images',
    () => attributionAuc(undefined, undefined, map(1, 2, 3, 4), { masks: { data: [], shape: [3, 2, 2] } }),
    'invalid masks: shape [3, 2, 2] (expected [1, h, w] or [h, w])',
  ],
  [
    'too few values of a mask',
    () => attributionAuc(undefined, undefined, map(1, 2, 3, 4), { masks: { data: [1], shape: [2, 2] } }),
    'invalid masks: 1 values (expected 4 for shape [2, 2])',
  ],
  [
    'more than there is',
    () => topKIntersection(undefined, undefined, map(1, 2, 3, 4), { masks, k: 5 }),
    'invalid k: 5 (expected a whole number of 1 to 4, the pixels)',
  ],
  [
    'an attribution that is none',
    () => sparseness(undefined, undefined, {} as never),
    'invalid attribution: no values of a shape (expected { values, shape }',
  ],
  [
    'values that do not fit their shape',
    () => sparseness(undefined, undefined, { values: new Float32Array(3), shape: [1, 2, 2] }),
    'invalid attribution: 3 values (expected 4 for shape [1, 2, 2])',
  ],
  [
    'a value that is no number',
    () => complexity(undefined, undefined, map(1, NaN)),
    'invalid attribution: NaN in image 0 (expected finite numbers)',
  ],
  [
    'an option that is not there',
    () => complexity(undefined, undefined, map(1, 1), { masks } as never),
    "unknown option: 'masks'",
  ],
  [
    'a negative epsilon',
    () => effectiveComplexity(undefined, undefined, map(1, 1), { epsilon: -1 }),
    'invalid epsilon: -1 (expected a number from 0)',
  ],
])('says what is wrong and what was expected: %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});
