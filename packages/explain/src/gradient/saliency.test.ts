import { referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { expectAgreement, imageOf, recordsOf, scoreOf } from '../testing/references';
import { saliency } from './saliency';

/** score_j = sum_i w_ij x_i + b_j, so the gradient is column j of the weights. */
function linearModel(weights: number[][], activation?: 'softmax' | 'sigmoid') {
  const [inputs, classes] = [weights.length, weights[0].length];
  const model = tfl.sequential();
  model.add(tfl.layers.flatten({ inputShape: [1, inputs, 1] }));
  model.add(tfl.layers.dense({ units: classes, activation }));
  tf.tidy(() => model.setWeights([tf.tensor2d(weights), tf.fill([classes], 0.25)]));
  return model;
}

onEveryBackend(() => {
  it('gives the weights of a linear model', async () => {
    const model = linearModel([
      [1, -2],
      [3, 4],
      [-5, 6],
    ]);
    const image = { data: Float32Array.of(0.5, 0.25, 1), shape: [1, 1, 3, 1] };
    const signed = await saliency(model, image, { target: 0, absolute: false });
    expect([...signed.values]).toEqual([1, 3, -5]);
    expect(signed.shape).toEqual([1, 1, 3, 1]);
    const sizes = await saliency(model, image, { target: 0 });
    expect([...sizes.values]).toEqual([1, 3, 5]);
    // 0.5 - 0.5 + 6 + 0.25 = 6.25 against 0.5 + 0.75 - 5 + 0.25: class 1 is predicted, its column answers.
    const predicted = await saliency(model, image, { absolute: false });
    expect([...predicted.values]).toEqual([-2, 4, 6]);
    expect([...predicted.targets]).toEqual([1]);
    expect(predicted.targetScores[0]).toBeCloseTo(6.25, 5);
  });

  it('gives the filter back, turned over, where a convolution meets a relu that is open', async () => {
    const model = tfl.sequential();
    model.add(tfl.layers.conv2d({ inputShape: [3, 3, 1], filters: 1, kernelSize: 2, activation: 'relu' }));
    model.add(tfl.layers.globalAveragePooling2d({}));
    const kernel = [1, 2, 3, 4];
    tf.tidy(() => model.setWeights([tf.tensor4d(kernel, [2, 2, 1, 1]), tf.tensor1d([-10])]));
    // The four windows sum to 10 (closed: 10 - 10 is not above 0), 14, 17 and 20.
    const data = Float32Array.of(1, 1, 1, 1, 1, 2, 1, 1, 2);
    const { values, targetScores } = await saliency(
      model,
      { data, shape: [1, 3, 3, 1] },
      { absolute: false },
    );
    const windows = [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ];
    const expected = new Float32Array(9);
    let score = 0;
    for (const [y, x] of windows) {
      const at = (k: number) => (y + (k >> 1)) * 3 + x + (k & 1);
      const sum = kernel.reduce((all, w, k) => all + w * data[at(k)], -10);
      if (sum <= 0) continue;
      score += sum / 4;
      kernel.forEach((w, k) => (expected[at(k)] += w / 4));
    }
    expect([...values]).toEqual([...expected]);
    expect(targetScores[0]).toBeCloseTo(score, 5);
  });

  it('differentiates a single sigmoid output as its own target', async () => {
    const model = linearModel([[2], [-1]], 'sigmoid');
    const image = { data: Float32Array.of(1, 1), shape: [1, 1, 2, 1] };
    const logit = await saliency(model, image, { absolute: false });
    expect([...logit.values]).toEqual([2, -1]);
    expect([...logit.targets]).toEqual([0]);
    const p = 1 / (1 + Math.exp(-1.25));
    const probability = await saliency(model, image, { absolute: false, score: 'probability' });
    expect(probability.values[0]).toBeCloseTo(2 * p * (1 - p), 6);
    expect(probability.targetScores[0]).toBeCloseTo(p, 6);
    const log = await saliency(model, image, { absolute: false, score: 'logProbability' });
    expect(log.values[1]).toBeCloseTo(-(1 - p), 6);
    expect(log.targetScores[0]).toBeCloseTo(Math.log(p), 6);
  });

  it('explains each image for its own target, whatever the batch size', async () => {
    const model = linearModel([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const images = { data: new Float32Array(10).fill(0.5), shape: [5, 1, 2, 1] };
    const target = [2, 0, 1, 1, 0];
    const { values } = await saliency(model, images, { target, batchSize: 2 });
    expect([...values]).toEqual([3, 6, 1, 4, 2, 5, 2, 5, 1, 4]);
  });

  it('takes a function as target', async () => {
    const model = linearModel([
      [1, 2],
      [4, 5],
    ]);
    const image = { data: Float32Array.of(1, 1), shape: [1, 1, 2, 1] };
    const difference = (scores: tf.Tensor) =>
      tf.sub(tf.slice(scores, [0, 1], [-1, 1]), tf.slice(scores, [0, 0], [-1, 1]));
    const { values, targets, targetScores } = await saliency(model, image, { target: difference });
    expect([...values]).toEqual([1, 1]);
    expect([...targets]).toEqual([-1]);
    expect([...targetScores]).toEqual([2]);
  });

  it.each(recordsOf('captum', /^(Saliency|Gradient)$/))(
    'agrees with captum: $id ($score)',
    async (record) => {
      const { target } = record;
      const options = { target, score: scoreOf(record), absolute: record.method === 'Saliency' } as const;
      const { values } = await saliency(referenceModel(record.model), imageOf(record), options);
      expectAgreement(values, record, 'attr');
    },
  );
});
