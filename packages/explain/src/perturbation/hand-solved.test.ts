import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { completeness } from '../faithfulness/completeness';
import { infidelity } from '../faithfulness/infidelity';
import { onBackend } from '../testing/backends';
import { featureAblation } from './feature-ablation';
import { kernelShap } from './kernel-shap';
import { lime } from './lime';
import { occlusion } from './occlusion';
import { rise } from './rise';
import { shapleyValues } from './shapley-values';

/** `score_j = sum_i w_ij x_i + b_j` of images `[h, w, 1]`. */
function linearModel([h, w]: [number, number], weights: number[][], bias: number[]): tfl.LayersModel {
  const model = tfl.sequential();
  model.add(tfl.layers.flatten({ inputShape: [h, w, 1] }));
  model.add(tfl.layers.dense({ units: bias.length }));
  tf.tidy(() => model.setWeights([tf.tensor2d(weights), tf.tensor1d(bias)]));
  return model;
}

const weights = [[1], [-2], [3], [4], [0.5], [-1]];
const linear = () => linearModel([2, 3], weights, [0.25]);
const image = { data: Float32Array.of(1, 2, 0.5, 1, 2, -1), shape: [1, 2, 3, 1] };
/** What each pixel adds to the score. */
const parts = [1, -4, 1.5, 4, 1, 1];
const score = 4.75;
/** Pixels 0 and 1, pixel 2, the lower row. */
const segments = Int32Array.of(0, 0, 1, 2, 2, 2);
const shares = [-3, 1.5, 6];
const asked = { target: 0, score: 'logit' } as const;

const closeTo = (actual: ArrayLike<number>, expected: ArrayLike<number>, digits = 5) => {
  expect(actual.length).toBe(expected.length);
  Array.from(expected).forEach((value, i) => expect(actual[i], `at ${i}`).toBeCloseTo(value, digits));
};

onBackend('wasm', () => {
  it('occlusion: a window of one pixel gives what the pixel adds to a linear score', async () => {
    const { values, targetScores } = await occlusion(linear(), image, { ...asked, window: 1, stride: 1 });
    closeTo(values, parts);
    expect(targetScores[0]).toBeCloseTo(score, 5);
  });

  it('occlusion: windows are cut at the border, a pixel is the mean of those that cover it, gaps are 0', async () => {
    // Along the three columns windows start at 0 and 2 (cut), along the two rows at 0.
    const { values } = await occlusion(linear(), image, { ...asked, window: 2, stride: 2 });
    const left = 1 - 4 + 4 + 1;
    const right = 1.5 + 1;
    closeTo(values, [left, left, right, left, left, right]);
    const overlapping = await occlusion(linear(), image, { ...asked, window: [2, 2], stride: [1, 1] });
    const second = -4 + 1.5 + 1 + 1;
    closeTo(overlapping.values, [2, (2 + second) / 2, second, 2, (2 + second) / 2, second]);
    // One window of a column at each end: nothing lies over the column between.
    const gaps = await occlusion(linear(), image, { ...asked, window: [2, 1], stride: [2, 2] });
    closeTo(gaps.values, [5, 0, 2.5, 5, 0, 2.5]);
    expect(gaps.warnings).toEqual([
      'the stride [2, 2] is wider than the window [2, 1]: pixels between windows have 0',
    ]);
    // A window that would start beyond the border is none.
    const done: number[] = [];
    const onProgress = ({ total }: { total: number }) => done.push(total);
    await occlusion(linear(), image, { ...asked, window: 1, stride: [2, 3], onProgress });
    expect(done.at(-1)).toBe(1 + 1);
  });

  it('occlusion: against a baseline it is the difference to it that counts', async () => {
    const baseline = { data: Float32Array.of(1, 1, 1, 1, 1, 1), shape: [1, 2, 3, 1] };
    const one = { ...asked, window: 1, stride: 1 } as const;
    const expected = weights.map(([w], i) => w * (image.data[i] - 1));
    closeTo((await occlusion(linear(), image, { ...one, baseline })).values, expected);
    closeTo((await occlusion(linear(), image, { ...one, baseline: 1 })).values, expected);
  });

  it('ablation of hundreds of segments gives each pixel what its segment adds to a linear score', async () => {
    const [h, w] = [17, 18];
    const slopes = Array.from({ length: h * w }, (_, i) => [Math.sin(i)]);
    const ones = { data: new Float32Array(h * w).fill(1), shape: [1, h, w, 1] };
    // Two pixels to the first segment, one to each of the others.
    const each = Int32Array.from(slopes, (_, i) => Math.max(0, i - 1));
    const { values } = await featureAblation(linearModel([h, w], slopes, [0]), ones, {
      ...asked,
      segments: each,
    });
    const expected = slopes.map(([slope]) => slope);
    expected[0] = expected[1] = slopes[0][0] + slopes[1][0];
    closeTo(values, expected);
  });

  it('ablation and Shapley values of a linear score are what the segments add to it', async () => {
    const spread = Array.from(segments, (label) => shares[label]);
    closeTo((await featureAblation(linear(), image, { ...asked, segments })).values, spread);
    const shapley = await shapleyValues(linear(), image, { ...asked, segments });
    closeTo(shapley.values, spread);
    closeTo(shapley.coefficients, shares);
    const each = Int32Array.of(0, 1, 2, 3, 4, 5);
    const sampled = await kernelShap(linear(), image, { ...asked, segments: each, samples: 40 });
    closeTo(sampled.coefficients, parts);
    closeTo(sampled.standardErrors, [0, 0, 0, 0, 0, 0]);
    expect(sampled.intercept[0]).toBeCloseTo(0.25, 5);
    expect(sampled.r2[0]).toBeCloseTo(1, 5);
  });

  it('lime by least squares finds a linear score exactly, and no draw would change it', async () => {
    const options = { ...asked, segments, samples: 30, regressor: 'linear', hideColor: 0 } as const;
    const result = await lime(linear(), image, options);
    closeTo(result.coefficients, shares);
    closeTo(result.standardErrors, [0, 0, 0]);
    expect(result.intercept[0]).toBeCloseTo(0.25, 5);
    expect(result.r2[0]).toBeCloseTo(1, 6);
    expect(result.localPrediction[0]).toBeCloseTo(score, 5);
    // Each segment under its mean colour keeps its mean: only the differences within it count.
    const mean = await lime(linear(), image, { ...options, hideColor: 'mean' });
    const kept = 1.5 * 1 - 1.5 * 2;
    const lower = (2 / 3) * (4 + 0.5 - 1);
    closeTo(mean.coefficients, [-3 - kept, 0, 6 - lower]);
  });

  it('maps by segments add up segment by segment: delta, completeness, and what masks of pixels do', async () => {
    const ones = { data: new Float32Array(18).fill(1), shape: [1, 2, 3, 3] };
    // Of each pixel three channels: segments of 2, 1 and 3 pixels, whose pixels add alike.
    const channels = Array.from(segments, (label) => [2, -1, 0.5][label]).flatMap((w) => [w, w, w]);
    const sum = (x: tf.Tensor) =>
      tf.add(tf.matMul(tf.reshape(x, [-1, 18]), tf.tensor2d(channels, [18, 1])), 7);
    const options = { outputs: 'logits', segments } as const;
    const exact = await shapleyValues(sum, ones, options);
    const sampled = await kernelShap(sum, ones, { ...options, samples: 8 });
    const dropped = await featureAblation(sum, ones, options);
    for (const map of [exact, sampled, dropped]) {
      closeTo(map.coefficients, [12, -3, 4.5], 4);
      expect((await completeness(sum, ones, map, { outputs: 'logits' })).values[0]).toBeCloseTo(0, 4);
      const masked = { outputs: 'logits', kind: 'mask' } as const;
      expect((await infidelity(sum, ones, map, masked)).values[0]).toBeCloseTo(0, 4);
      // Values that have been changed count as they are.
      const changed = { ...map, values: map.values.map((value) => 2 * value) };
      expect((await completeness(sum, ones, changed, { outputs: 'logits' })).values[0]).toBeGreaterThan(1);
    }
    expect(exact.delta[0]).toBeCloseTo(0, 5);
    expect(sampled.delta![0]).toBeCloseTo(0, 5);
    const rows = { data: [1, 1, 1, 1, 0, 0, 0, 1, 0], shape: [3, 3] };
    expect((await kernelShap(sum, ones, { ...options, masks: rows })).delta).toBeUndefined();
  });

  it('what the samples cannot tell has an infinite error and is named, what they can tell has none', async () => {
    const twelve = [5, -3, 2, 1, -4, 3, 0.5, -1, 2.5, -2, 4, -0.5];
    const model = linearModel(
      [3, 4],
      twelve.map((weight) => [weight]),
      [0],
    );
    const ones = { data: new Float32Array(12).fill(1), shape: [1, 3, 4, 1] };
    const each = Int32Array.from({ length: 12 }, (_, i) => i);
    const open: number[] = [];
    // 14 pairs of a mask and its complement for 12 segments: of these seeds some leave segments open.
    for (let seed = 0; seed < 6; seed++) {
      const options = { ...asked, segments: each, samples: 30, seed };
      const { coefficients, standardErrors, warnings } = await kernelShap(model, ones, options);
      expect(warnings[0]).toContain(
        '30 samples (14 draws: a mask and its complement are one) for 12 segments',
      );
      const wrong = twelve.flatMap((weight, j) => (Math.abs(coefficients[j] - weight) > 1e-4 ? [j] : []));
      for (const j of wrong) expect(standardErrors[j], `seed ${seed}, segment ${j}`).toBe(Infinity);
      const told = warnings.find((text) => text.includes("don't tell the coefficient of segment"));
      expect(told !== undefined).toBe(standardErrors.includes(Infinity));
      open.push(wrong.length);
    }
    expect(Math.max(...open)).toBeGreaterThan(0);
    expect(Math.min(...open)).toBe(0);
  });

  it('two segments always shown together can not be told apart: infinite errors, whatever the method', async () => {
    const four = linearModel([2, 2], [[3], [-1], [2], [0.5]], [0]);
    const ones = { data: Float32Array.of(1, 1, 1, 1), shape: [1, 2, 2, 1] };
    const rows = Array.from({ length: 40 }, (_, i) => [i & 1, i & 1, (i >> 1) & 1, (i >> 2) & 1]);
    const options = {
      ...asked,
      segments: Int32Array.of(0, 1, 2, 3),
      masks: { data: rows.flat(), shape: [40, 4] },
    };
    const least = { ...options, hideColor: 0, regressor: 'linear' } as const;
    for (const result of [await kernelShap(four, ones, options), await lime(four, ones, least)]) {
      expect([...result.standardErrors.slice(0, 2)]).toEqual([Infinity, Infinity]);
      closeTo(result.coefficients.slice(2), [2, 0.5], 4);
      closeTo(result.standardErrors.slice(2), [0, 0]);
      expect(result.warnings).toEqual([
        "image 0: the samples don't tell the coefficient of segments 0 and 1: its standard error is infinite",
      ]);
    }
  });

  it('lime: a kernel that leaves next to nothing is told, one that leaves nothing is an error', async () => {
    const options = { ...asked, segments, samples: 40, hideColor: 0, distance: 'euclidean' } as const;
    const { warnings } = await lime(linear(), image, { ...options, kernelWidth: 0.15 });
    expect(warnings[0]).toContain('image 0: the kernel leaves ');
    expect(warnings[0]).toContain(
      'of 40 samples for 3 segments: the coefficients hang on a few (widen kernelWidth)',
    );
    const given = { masks: { data: [0, 0, 1, 1, 0, 0], shape: [2, 3] }, kernelWidth: 0.01 };
    await expect(lime(linear(), image, { ...options, samples: undefined, ...given })).rejects.toThrow(
      'invalid kernelWidth: 0.01 (expected a wider kernel: every sample is so far off that it weighs 0)',
    );
  });

  it('lime: no variance is no r2, and segments that were not selected have no standard error', async () => {
    const still = linearModel([2, 3], [[0], [0], [0], [0], [0], [0]], [2]);
    const constant = await lime(still, image, { ...asked, segments, samples: 30 });
    expect(constant.r2[0]).toBeNaN();
    const few = await lime(linear(), image, { ...asked, segments, samples: 30, hideColor: 0, features: 2 });
    expect(few.coefficients[1]).toBe(0);
    expect(few.standardErrors[1]).toBeNaN();
    expect(few.standardErrors[0]).toBeGreaterThan(0);
  });

  it('players that only score together share what they score, a dummy gets nothing', async () => {
    // The product of the first two pixels, each 1: v(both) = 1, v(one) = 0; the third does not matter.
    const product = (x: tf.Tensor) => {
      const [a, b] = tf.split(tf.reshape(x, [-1, 3]), 3, 1);
      return tf.mul(a, b);
    };
    const ones = { data: Float32Array.of(1, 1, 1), shape: [1, 1, 3, 1] };
    const options = { outputs: 'logits', segments: Int32Array.of(0, 1, 2) } as const;
    const { values, targetScores } = await shapleyValues(product, ones, options);
    closeTo(values, [0.5, 0.5, 0]);
    expect(targetScores[0]).toBe(1);
    const { coefficients, standardErrors } = await kernelShap(product, ones, { ...options, samples: 8 });
    closeTo(coefficients, [0.5, 0.5, 0], 10);
    expect([...standardErrors]).toEqual([0, 0, 0]);
    closeTo((await featureAblation(product, ones, options)).values, [1, 1, 0]);
  });

  it('rise of a score that is always the same is even, of one pixel it is highest there', async () => {
    const shape = [1, 12, 12, 1];
    const picture = { data: new Float32Array(144).fill(1), shape };
    const same = await rise((x: tf.Tensor) => tf.fill([x.shape[0], 1], 0.5), picture, {
      outputs: 'probabilities',
      masks: 600,
      grid: 3,
      keep: 0.25,
    });
    // Every pixel is shown for the chance of a cell: 0.5 * 0.25 / 0.25.
    for (const value of same.values) expect(Math.abs(value - 0.5)).toBeLessThan(0.1);
    const pixel = (x: tf.Tensor) => tf.slice(tf.reshape(x, [-1, 144]), [0, 5 * 12 + 3], [-1, 1]);
    const options = { outputs: 'probabilities', masks: 600, grid: 6 } as const;
    const { values } = await rise(pixel, picture, options);
    const highest = values.indexOf(values.reduce((a, b) => Math.max(a, b)));
    const [y, x] = [Math.floor(highest / 12), highest % 12];
    expect(Math.max(Math.abs(y - 5), Math.abs(x - 3))).toBeLessThanOrEqual(1);
  });
});
