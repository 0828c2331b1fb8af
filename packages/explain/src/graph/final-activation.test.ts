import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, expect, it } from 'vitest';
import { saliency } from '../gradient/saliency';
import '../testing/backends';

beforeAll(() => tf.setBackend('cpu'));

type Tensor = tfl.SymbolicTensor;
const image = { data: Float32Array.of(1, -2), shape: [1, 2] };

function model(tail: (softmax: () => Tensor) => Tensor) {
  const input = tfl.input({ shape: [2] });
  let seed = 0;
  const softmax = () => {
    const kernelInitializer = tfl.initializers.randomNormal({ seed: ++seed, stddev: 1 });
    return tfl.layers.dense({ units: 3, kernelInitializer, activation: 'softmax' }).apply(input) as Tensor;
  };
  return tfl.model({ inputs: input, outputs: tail(softmax) });
}

const behind = (layer: tfl.layers.Layer) => model((softmax) => layer.apply(softmax()) as Tensor);

it.each([
  ['dropout', () => tfl.layers.dropout({ rate: 0.5 })],
  ['a linear activation', () => tfl.layers.activation({ activation: 'linear' })],
  ['a reshape that keeps the classes', () => tfl.layers.reshape({ targetShape: [1, 3] })],
])('looks through a softmax with %s behind it', async (_, layer) => {
  const net = behind(layer());
  const plain = model((softmax) => softmax());
  const target = (scores: tf.Tensor) => tf.reshape(tf.slice(tf.reshape(scores, [1, 3]), [0, 1], [1, 1]), [1]);
  for (const score of ['logit', 'probability'] as const) {
    const [ours, expected] = await Promise.all(
      [net, plain].map((m) => saliency(m, image, { target, score })),
    );
    expect(ours.targetScores[0]).toBeCloseTo(expected.targetScores[0], 6);
  }
});

it.each([
  ['an average', () => model((softmax) => tfl.layers.average().apply([softmax(), softmax()]) as Tensor)],
  [
    'several side by side',
    () => model((softmax) => tfl.layers.concatenate().apply([softmax(), softmax()]) as Tensor),
  ],
])('takes %s of probabilities for probabilities', async (_, build) => {
  const net = build();
  const { targetScores } = await saliency(net, image, { target: 1, score: 'probability' });
  const predicted = (net.predict(tf.tensor(image.data, image.shape)) as tf.Tensor).dataSync();
  expect(targetScores[0]).toBeCloseTo(predicted[1], 6);
  await expect(saliency(net, image)).rejects.toThrow("the score 'logit' can't be had");
});

it('takes a softmax that something else is done to for no end of the model', async () => {
  const net = model((softmax) => tfl.layers.dense({ units: 3 }).apply(softmax()) as Tensor);
  const { targetScores } = await saliency(net, image, { target: 2 });
  const raw = (net.predict(tf.tensor(image.data, image.shape)) as tf.Tensor).dataSync();
  expect(targetScores[0]).toBeCloseTo(raw[2], 6);
});
