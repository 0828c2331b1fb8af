import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { integratedGradients } from '../gradient/integrated-gradients';
import { stream } from '../stream';

beforeAll(() => tf.setBackend('cpu'));

const images = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 2, 1] };

// What these test as much is that they compile.
it('takes a function of tensors of the rank that it needs, and a target that does', async () => {
  const model = (x: tf.Tensor4D): tf.Tensor2D => tf.mean(x, [1, 2]);
  const target = (scores: tf.Tensor2D) => tf.slice2d(scores, [0, 0], [-1, 1]);
  const { delta, values } = await integratedGradients(model, images, { outputs: 'logits', target });
  expect(delta[0]).toBeCloseTo(0, 6);
  expect(values.reduce((a, b) => a + b)).toBeCloseTo(2.5, 6);
});

it('says in the type of a streamed result what the method always gives', async () => {
  const model = (x: tf.Tensor4D) => tf.mean(x, [1, 2]);
  const deltas: number[] = [];
  for await (const { delta } of stream('integratedGradients', model, images, { outputs: 'logits' })) {
    deltas.push(delta[0]);
  }
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.at(-1)).toBeCloseTo(0, 6);
});
