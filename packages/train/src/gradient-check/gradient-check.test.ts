import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { formatGradientCheck } from './format-gradient-check';
import { gradientCheck } from './gradient-check';
import { softmaxCrossEntropyCheck } from './softmax-cross-entropy-check';

const { layers } = tfl;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** `factor x^2`, whose gradient is said to be `2 x`, of the last entry `1 + wrong` times that. */
const wrongSquare = (wrong: number) =>
  tf.customGrad((x, save) => {
    (save as tf.GradSaveFunc)([x as tf.Tensor]);
    return {
      value: tf.square(x as tf.Tensor),
      gradFunc: (dy: tf.Tensor, [saved]: tf.Tensor[]) => {
        const factors = tf.tensor1d([2, 2, 2, 2 * (1 + wrong)]);
        return tf.mul(tf.mul(dy, saved), factors);
      },
    };
  });

it('notices a gradient that is wrong in one entry of four, by more than the tolerance', async () => {
  const options = { inputShape: [4] };
  expect(await gradientCheck(wrongSquare(0), options)).toMatchObject({ of: 'function', ok: true });
  const check = await gradientCheck(wrongSquare(0.05), options);
  expect(check.ok).toBe(false);
  expect(formatGradientCheck(check)).toMatch(/function {2}input +12 +12 +0 +\d\.\de-2 {2}WRONG$/);
  expect(await gradientCheck(wrongSquare(0.05), { ...options, tolerance: 0.1 })).toMatchObject({ ok: true });
});

it("notices that TF.js' average pooling goes back wrongly from windows that the edge cuts", async () => {
  const pool = layers.averagePooling2d({ poolSize: 2, padding: 'same' });
  const check = await gradientCheck(pool, { inputShape: [5, 5, 1], entries: 75 });
  // It divides by 4 there too, where the mean is of 2.
  expect(check).toMatchObject({ ok: false, rows: [{ checked: 75 }] });
  const inside = await gradientCheck(pool, { inputShape: [4, 4, 1], entries: 48 });
  expect(inside.ok).toBe(true);
});

it('agrees with a cubic worked out on paper', async () => {
  // A central difference of x^3 is 3 x^2 + h^2.
  const { rows } = await gradientCheck((x) => tf.mul(x, tf.square(x)), { inputShape: [3], batch: 2 });
  expect(rows).toMatchObject([{ what: 'input', size: 6, checked: 6, skipped: 0, ok: true }]);
  expect(rows[0].largestDifference).toBeLessThan(1e-4);
});

it('leaves out entries beside a kink, and says so', async () => {
  const sawtooth = (x: tf.Tensor) => tf.abs(tf.sub(tf.mul(x, 5), tf.round(tf.mul(x, 5))));
  const { rows, ok } = await gradientCheck(sawtooth, { inputShape: [64] });
  expect(rows[0].skipped).toBeGreaterThan(5);
  expect(rows[0].checked).toBeGreaterThan(5);
  expect(ok).toBe(true);
});

it('takes a layer of a model as it is, and leaves it so, with no tensor left behind', async () => {
  const model = tfl.sequential({
    layers: [
      layers.conv2d({ inputShape: [5, 5, 1], filters: 2, kernelSize: 3 }),
      layers.batchNormalization({ name: 'norm' }),
    ],
  });
  const weights = () => model.getWeights().map((weight) => [...weight.dataSync()]);
  const before = weights();
  const count = tf.memory().numTensors;
  const check = await gradientCheck(model.getLayer('norm'), { batch: 4, entries: 8 });
  expect(check).toMatchObject({ of: 'norm', ok: true, rows: [{ size: 4 * 9 * 2 }, {}, {}] });
  expect(tf.memory().numTensors).toBe(count);
  expect(weights()).toEqual(before);
  expect(await gradientCheck(model.getLayer('norm'), { batch: 4, entries: 8 })).toEqual(check);
});

it('shows that the gradient of softmax and cross-entropy is p - y', async () => {
  const before = tf.memory().numTensors;
  const { rows, ok, example } = await softmaxCrossEntropyCheck({ classes: 4, seed: 3 });
  expect(tf.memory().numTensors).toBe(before);
  expect(ok).toBe(true);
  expect(rows.map(({ what, checked }) => [what, checked])).toEqual([
    ['logits', 12],
    ['p - y', 12],
  ]);
  const sum = example.reduce((total, { logit }) => total + Math.exp(logit), 0);
  expect(example.map(({ label }) => label).sort()).toEqual([0, 0, 0, 1]);
  for (const { logit, probability, label, formula, gradient, difference } of example) {
    expect(probability).toBeCloseTo(Math.exp(logit) / sum, 5);
    expect(formula).toBe(probability - label);
    expect(gradient).toBeCloseTo(formula, 5);
    expect(difference).toBeCloseTo(formula, 3);
  }
});

it('says what is wrong', async () => {
  const dense = () => layers.dense({ units: 2 });
  await expect(gradientCheck(dense())).rejects.toThrow('invalid inputShape: missing (expected sizes without');
  await expect(gradientCheck(dense(), { inputShape: [0] })).rejects.toThrow('invalid inputShape: [0]');
  await expect(gradientCheck(dense(), { inputShape: [3], batch: 0 })).rejects.toThrow('invalid batch: 0');
  await expect(gradientCheck(dense(), { inputShape: [3], tolerance: 0 })).rejects.toThrow(
    'invalid tolerance: 0 (expected a number above 0)',
  );
  const dropout = layers.dropout({ rate: 0.5, name: 'drop' });
  await expect(gradientCheck(dropout, { inputShape: [50] })).rejects.toThrow(
    "'drop' is random: two runs differ",
  );
  expect(await gradientCheck(dropout, { inputShape: [50], training: false })).toMatchObject({ ok: true });
  await expect(gradientCheck(tf.log, { inputShape: [8] })).rejects.toThrow(
    "'function' gives NaN for normal random numbers (expected finite ones)",
  );
  await expect(softmaxCrossEntropyCheck({ classes: 1 })).rejects.toThrow('invalid classes: 1');
  const misspelt = { inputShape: [3], tolerence: 0.1 };
  await expect(gradientCheck(dense(), misspelt)).rejects.toThrow(
    "unknown option: 'tolerence' (expected one of: inputShape, batch, training, seed, tolerance, entries, signal)",
  );
  const seed = 'a' as unknown as number;
  await expect(gradientCheck(dense(), { inputShape: [3], seed })).rejects.toThrow(
    'invalid seed: a (expected a whole number)',
  );
  await expect(softmaxCrossEntropyCheck({ seed: 0.5 })).rejects.toThrow(
    'invalid seed: 0.5 (expected a whole',
  );
  await expect(softmaxCrossEntropyCheck({ tolerance: -1 })).rejects.toThrow('invalid tolerance: -1');
  await expect(softmaxCrossEntropyCheck({ class: 3 } as object)).rejects.toThrow(
    "unknown option: 'class' (expected one of: classes, batch, seed, tolerance)",
  );
  const signal = AbortSignal.abort();
  await expect(gradientCheck(dense(), { inputShape: [3], signal })).rejects.toMatchObject({
    name: 'AbortError',
  });
});
