import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabelledData } from './batch';
import { classScores, topConfusions } from './confusion';
import { evaluate } from './evaluate';

beforeAll(() => tf.setBackend('cpu'));

/** Three pixels in, their softmax out: the brightest pixel is the prediction. */
const brightest = () =>
  tfl.sequential({ layers: [tfl.layers.flatten({ inputShape: [1, 3, 1] }), tfl.layers.softmax()] });

/** Four images: predicted 0, 1, 1, 2. */
const data: LabelledData = {
  images: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 51, 0, 0, 0, 102),
  labels: [0, 1, 2, 2],
  shape: [4, 1, 3, 1],
  classes: ['x', 'y', 'z'],
};
const crossEntropy = (logits: number[], label: number) =>
  Math.log(logits.reduce((sum, z) => sum + Math.exp(z), 0)) - logits[label];

describe('evaluate', () => {
  it('gives loss, accuracy and the confusion matrix that the predictions have by hand', async () => {
    const result = await evaluate(brightest(), data);
    const losses = [
      crossEntropy([1, 0, 0], 0),
      crossEntropy([0, 1, 0], 1),
      crossEntropy([0, 0.2, 0], 2),
      crossEntropy([0, 0, 0.4], 2),
    ];
    expect(result.count).toBe(4);
    expect(result.accuracy).toBe(0.75);
    expect(result.loss).toBeCloseTo(losses.reduce((a, b) => a + b) / 4, 6);
    expect(result.confusion.counts).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 1, 1],
    ]);
    expect(result.confusion.normalized[2]).toEqual([0, 0.5, 0.5]);
    expect(result.confusion.topConfusions).toEqual([{ actual: 'z', predicted: 'y', count: 1, share: 0.5 }]);
    expect(result.perClass[1]).toEqual({ name: 'y', precision: 0.5, recall: 1, f1: 2 / 3, support: 1 });
    expect(result.topLosses[0]).toMatchObject({ index: 2, label: 2, predicted: 1 });
    expect(result.topLosses[0].loss).toBeCloseTo(losses[2], 6);
    expect(result.topLosses[0].probability).toBeCloseTo(Math.exp(0.2) / (2 + Math.exp(0.2)), 6);
  });

  it('does not depend on the batch size and leaves no tensors behind', async () => {
    const model = brightest();
    const before = tf.memory().numTensors;
    expect(await evaluate(model, data, { batchSize: 3 })).toEqual(await evaluate(model, data));
    expect(tf.memory().numTensors).toBe(before);
  });

  it('numbers the classes where nobody names them', async () => {
    const { confusion } = await evaluate(brightest(), { ...data, classes: undefined });
    expect(confusion.classes).toEqual(['0', '1', '2']);
  });

  it('rejects labels that the model does not have, missing labels, and aborts', async () => {
    await expect(evaluate(brightest(), { ...data, labels: [0, 1, 3, 0] })).rejects.toThrow(
      'invalid label of image 2 of the evaluated set: 3 (expected 0..2)',
    );
    await expect(evaluate(brightest(), { ...data, labels: undefined })).rejects.toThrow(
      'the images have no labels',
    );
    const signal = AbortSignal.abort(new Error('a reason of its own'));
    await expect(evaluate(brightest(), data, { signal })).rejects.toMatchObject({ name: 'AbortError' });
    await expect(evaluate(brightest(), data, { batchSize: 0 })).rejects.toThrow('invalid batchSize: 0');
  });
});

describe('evaluate, while it runs,', () => {
  it('lets timers through, so that it can be aborted', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 0);
    const evaluating = evaluate(brightest(), data, { batchSize: 1, signal: controller.signal });
    await expect(evaluating).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('refuses to count what is no number', async () => {
    const model = tfl.sequential({
      layers: [tfl.layers.flatten({ inputShape: [1, 3, 1] }), tfl.layers.dense({ units: 3 })],
    });
    model.setWeights([tf.fill([3, 3], NaN), tf.zeros([3])]);
    await expect(evaluate(model, data)).rejects.toThrow('the model gives image 0 a score that is no number');
  });
});

describe('classScores', () => {
  it('is 0, not NaN, for a class that is absent or never predicted', () => {
    expect(
      classScores(
        [
          [0, 0],
          [2, 0],
        ],
        ['a', 'b'],
      ),
    ).toEqual([
      { name: 'a', precision: 0, recall: 0, f1: 0, support: 0 },
      { name: 'b', precision: 0, recall: 0, f1: 0, support: 2 },
    ]);
  });
});

describe('topConfusions', () => {
  it('ranks by the share of the class, not by the count', () => {
    const counts = [
      [90, 10, 0],
      [3, 5, 2],
      [0, 0, 0],
    ];
    expect(
      topConfusions(counts, ['a', 'b', 'c'], 2).map((c) => `${c.actual}->${c.predicted} ${c.share}`),
    ).toEqual(['b->a 0.3', 'b->c 0.2']);
  });
});
