import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { noise, useBackend } from './testing/backends';

/**
 * Gradients against the function itself, whatever another backend says: for a random direction v and weights g of the outputs,
 * `<gradient of <g, f(x)>, v> = <g, f'(x) v>` by differences of fourth order,
 * `f'(x) v ~ (8 (f(x + hv) - f(x - hv)) - (f(x + 2hv) - f(x - 2hv))) / 12h`. f is rounded to float32, so h is large, and all that
 * follows f is done in float64.
 */
const DIRECTIONS = 4;
const TOLERANCE = 2e-4;

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
  // In its test mode the engine takes what the loss keeps for its gradient for a leak.
  tf.env().set('IS_TEST', false);
});

type Op = (...x: tf.Tensor[]) => tf.Tensor;
const dot = (a: ArrayLike<number>, b: ArrayLike<number>) => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
};
const length = (a: ArrayLike<number>) => Math.sqrt(dot(a, a));

function expectDerivatives(op: Op, inputs: tf.Tensor[], h: number): void {
  const weights = noise(op(...inputs).shape, 91);
  const g = weights.dataSync();
  const gradients = tf.grads(op)(inputs, weights);
  gradients.forEach((gradient, which) => {
    for (let seed = 0; seed < DIRECTIONS; seed++) {
      const v = noise(inputs[which].shape, 100 + seed);
      const at = (step: number) => {
        const moved = inputs.map((x, i) => (i === which ? tf.add(x, tf.mul(v, step)) : x));
        return dot(op(...moved).dataSync(), g);
      };
      const numeric = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      const values = gradient.dataSync();
      const error = Math.abs(dot(values, v.dataSync()) - numeric) / (length(values) * length(v.dataSync()));
      expect(error, `input ${which}, direction ${seed}`).toBeLessThan(TOLERANCE);
    }
  });
}

/** Distinct values in no order, at least 1 apart: small steps leave every maximum where it is. */
function apart(shape: number[]): tf.Tensor {
  const size = tf.util.sizeFromShape(shape);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => (i * 7919) % size),
    shape,
  );
}

const image = (x: tf.Tensor) => x as tf.Tensor4D;
const labels = () => tf.oneHot(tf.tensor1d([3, 0, 1, 4, 2, 0], 'int32'), 5);

const cases: [name: string, op: Op, inputs: () => tf.Tensor[], h: number][] = [
  [
    'a 3x3 convolution',
    (x, w) => tf.conv2d(image(x), image(w), 1, 'same'),
    () => [noise([2, 10, 9, 5], 1), noise([3, 3, 5, 9], 2)],
    0.5,
  ],
  [
    'a 5x5 convolution of one channel',
    (x, w) => tf.conv2d(image(x), image(w), 1, 'same'),
    () => [noise([2, 9, 8, 1], 1), noise([5, 5, 1, 6], 2)],
    0.5,
  ],
  [
    'a strided convolution with explicit padding',
    (x, w) =>
      tf.conv2d(
        image(x),
        image(w),
        [2, 3],
        [
          [0, 0],
          [1, 2],
          [0, 1],
          [0, 0],
        ],
      ),
    () => [noise([2, 9, 11, 6], 1), noise([4, 3, 6, 5], 2)],
    0.5,
  ],
  [
    'a convolution fused with a bias',
    (x, filter, bias) =>
      tf.fused.conv2d({ x: image(x), filter: image(filter), bias, strides: 1, pad: 'valid' }),
    () => [noise([2, 7, 7, 8], 1), noise([3, 3, 8, 12], 2), noise([12], 3)],
    0.5,
  ],
  [
    'a transposed convolution',
    (x, w) => tf.conv2dTranspose(image(x), image(w), [2, 10, 8, 3], 2, 'same'),
    () => [noise([2, 5, 4, 6], 1), noise([3, 3, 3, 6], 2)],
    0.5,
  ],
  [
    'a depthwise convolution',
    (x, w) => tf.depthwiseConv2d(image(x), image(w), 1, 'same'),
    () => [noise([2, 7, 8, 6], 1), noise([3, 3, 6, 2], 2)],
    0.5,
  ],
  ['max-pooling', (x) => tf.maxPool(image(x), 2, 2, 'valid'), () => [apart([2, 8, 6, 5])], 0.02],
  ['overlapping max-pooling', (x) => tf.maxPool(image(x), 3, 2, 'same'), () => [apart([2, 9, 7, 5])], 0.02],
  ['average-pooling', (x) => tf.avgPool(image(x), 3, 2, 'same'), () => [noise([2, 9, 7, 5], 1)], 0.5],
  [
    'batch normalisation with the statistics of the batch',
    (x, offset, scale) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      return tf.batchNorm(x, mean, variance, offset, scale);
    },
    () => [noise([3, 5, 4, 6], 1), noise([6], 2), noise([6], 3)],
    0.03,
  ],
  [
    'batch normalisation with given statistics',
    (x, mean, variance, offset, scale) =>
      tf.batchNorm(
        image(x),
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      ),
    () => [
      noise([3, 5, 4, 6], 1),
      noise([6], 2),
      tf.add(tf.square(noise([6], 3)), 1),
      noise([6], 4),
      noise([6], 5),
    ],
    0.03,
  ],
  [
    'softmax cross-entropy',
    (logits) => tf.losses.softmaxCrossEntropy(labels(), logits),
    () => [noise([6, 5], 1)],
    0.1,
  ],
  [
    'a dense layer',
    (x, w, b) => tf.sigmoid(tf.add(tf.matMul(x, w), b)),
    () => [noise([7, 33], 1), tf.mul(noise([33, 10], 2), 0.2), noise([10], 3)],
    0.03,
  ],
  [
    'a fused dense layer with its matrix transposed',
    (a, b, bias) => tf.fused.matMul({ a, b, transposeB: true, bias }),
    () => [noise([7, 33], 1), noise([10, 33], 2), noise([10], 3)],
    0.5,
  ],
  ['LeakyReLU away from zero', (x) => tf.leakyRelu(x, 0.05), () => [tf.sub(apart([60]), 29.5)], 0.02],
  [
    'a gather of repeated rows',
    (x) => tf.gather(x, tf.tensor1d([2, 0, 2, 3], 'int32')),
    () => [noise([4, 5], 1)],
    0.5,
  ],
];

test.each(cases)('the gradients of %s are its derivatives', (_, op, inputs, h) => {
  tf.tidy(() => expectDerivatives(op, inputs(), h));
});
