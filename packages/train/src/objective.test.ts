import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from './batch';
import { fit } from './fit';
import type { FitOptions } from './fit-options';

beforeAll(() => tf.setBackend('cpu'));

const batch: Batch = {
  data: Float32Array.of(1, 2, -1, 0.5),
  shape: [2, 1, 2, 1],
  labels: [0, 2],
};
/** Logits are fixed: z = 0, x1 + x2, x1 - x2. */
const KERNEL = [
  [0, 1, 1],
  [0, 1, -1],
];
const logits = [
  [0, 3, -1],
  [0, -0.5, -1.5],
];
const logSoftmax = logits.map((row) => {
  const sum = Math.log(row.reduce((total, z) => total + Math.exp(z), 0));
  return row.map((z) => z - sum);
});

/** Loss and new bias after one step of plain gradient descent at rate 1. */
async function step(more: Partial<FitOptions>, given: Batch = batch) {
  const model = tfl.sequential({
    layers: [tfl.layers.flatten({ inputShape: [1, 2, 1] }), tfl.layers.dense({ units: 3 })],
  });
  model.setWeights([tf.tensor2d(KERNEL), tf.zeros([3])]);
  const { records } = await fit(model, {
    train: { size: given.labels.length, batches: () => [given] },
    epochs: 1,
    optimizer: { name: 'sgd', learningRate: 1 },
    ...more,
  });
  const bias = Array.from(model.getWeights()[1].dataSync());
  model.dispose();
  return { loss: records[0].loss, bias };
}

/** The same by hand: targets and weights an image. */
function byHand(targets: number[][], weights: number[]) {
  const n = targets.length;
  const loss = targets.reduce(
    (sum, row, i) => sum - (weights[i] * row.reduce((s, t, k) => s + t * logSoftmax[i][k], 0)) / n,
    0,
  );
  const bias = [0, 1, 2].map((k) =>
    targets.reduce((sum, row, i) => sum - (weights[i] * (Math.exp(logSoftmax[i][k]) - row[k])) / n, 0),
  );
  return { loss, bias };
}

function expectClose(actual: { loss: number; bias: number[] }, expected: { loss: number; bias: number[] }) {
  expect(actual.loss).toBeCloseTo(expected.loss, 5);
  actual.bias.forEach((value, k) => expect(value).toBeCloseTo(expected.bias[k], 5));
}

describe('the loss and its gradient', () => {
  it('compare with one class an image', async () => {
    expectClose(
      await step({}),
      byHand(
        [
          [1, 0, 0],
          [0, 0, 1],
        ],
        [1, 1],
      ),
    );
  });

  it('spread a share of each label over all classes', async () => {
    expectClose(
      await step({ labelSmoothing: 0.3 }),
      byHand(
        [
          [0.8, 0.1, 0.1],
          [0.1, 0.1, 0.8],
        ],
        [1, 1],
      ),
    );
  });

  it.each([1, 2])(
    'weigh images by their class, divided by the number of images, in %i replicas',
    async (replicas) => {
      const expected = byHand(
        [
          [1, 0, 0],
          [0, 0, 1],
        ],
        [3, 0.5],
      );
      expectClose(await step({ classWeights: [3, 1, 0.5], replicas }), expected);
    },
  );

  it.each([1, 2])('take soft labels, with weights and smoothing, in %i replicas', async (replicas) => {
    const soft = { ...batch, labelWeights: Float32Array.of(0.75, 0.25, 0, 0, 0.4, 0.6) };
    expectClose(
      await step({ replicas }, soft),
      byHand(
        [
          [0.75, 0.25, 0],
          [0, 0.4, 0.6],
        ],
        [1, 1],
      ),
    );
    const smoothed = [
      [0.75, 0.25, 0],
      [0, 0.4, 0.6],
    ].map((row) => row.map((t) => t * 0.7 + 0.1));
    expectClose(
      await step({ replicas, classWeights: [2, 1, 4], labelSmoothing: 0.3 }, soft),
      byHand(smoothed, [1.75, 2.8]),
    );
  });

  it('multiply class weights with the weights that images have', async () => {
    const weighted = { ...batch, sampleWeights: Float32Array.of(2, 0) };
    expectClose(
      await step({ classWeights: [3, 1, 1] }, weighted),
      byHand(
        [
          [1, 0, 0],
          [0, 0, 1],
        ],
        [6, 0],
      ),
    );
  });

  it.each<[Partial<FitOptions>, string]>([
    [{ labelSmoothing: 1 }, 'invalid labelSmoothing: 1 (expected 0 <= share < 1)'],
    [{ classWeights: [1, 2] }, 'invalid classWeights: 1, 2 (expected 3 numbers >= 0)'],
    [{ classWeights: [1, 2, NaN] }, 'invalid classWeights'],
  ])('refuse %j', async (more, message) => {
    await expect(step(more)).rejects.toThrow(message);
  });

  it('refuse soft labels that are not one number a class', async () => {
    await expect(step({}, { ...batch, labelWeights: new Float32Array(4) })).rejects.toThrow(
      'a training batch has 4 label weights (expected 6: 3 for each of 2 images)',
    );
  });
});
