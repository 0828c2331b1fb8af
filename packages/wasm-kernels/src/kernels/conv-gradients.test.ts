import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { expectLikeCpu, noise, useBackend } from '../testing/backends';

beforeAll(registerWasmTrainingKernels);

type Pad = Parameters<typeof tf.conv2d>[3];
interface Case {
  input: [number, number, number, number];
  filter: [number, number, number, number];
  strides: [number, number];
  pad: Pad;
}

const explicit: Pad = [
  [0, 0],
  [2, 1],
  [0, 3],
  [0, 0],
];
const cases: Case[] = [
  { input: [2, 7, 6, 3], filter: [3, 3, 3, 4], strides: [1, 1], pad: 'same' },
  { input: [2, 7, 6, 9], filter: [3, 3, 9, 4], strides: [1, 1], pad: 'same' },
  { input: [3, 8, 8, 8], filter: [5, 5, 8, 5], strides: [1, 1], pad: 'valid' },
  { input: [1, 6, 9, 1], filter: [5, 3, 1, 7], strides: [1, 1], pad: 'same' },
  { input: [2, 9, 9, 10], filter: [3, 3, 10, 2], strides: [2, 2], pad: 'same' },
  { input: [2, 10, 9, 2], filter: [3, 2, 2, 3], strides: [2, 3], pad: 'valid' },
  { input: [2, 8, 7, 12], filter: [1, 1, 12, 3], strides: [1, 1], pad: 'valid' },
  { input: [2, 8, 7, 2], filter: [1, 1, 2, 3], strides: [2, 2], pad: 'same' },
  { input: [2, 6, 7, 8], filter: [4, 4, 8, 3], strides: [1, 1], pad: 'same' },
  { input: [2, 6, 7, 8], filter: [3, 4, 8, 3], strides: [1, 1], pad: explicit },
  { input: [2, 5, 5, 8], filter: [3, 3, 8, 3], strides: [1, 1], pad: 3 },
  { input: [1, 3, 3, 8], filter: [3, 3, 8, 6], strides: [1, 1], pad: 'valid' },
];
const title = ({ input, filter, strides, pad }: Case) =>
  `[${input.join(' ')}] by [${filter.join(' ')}] at stride ${strides.join('/')}, padding ${JSON.stringify(pad)}`;

describe('the gradients of a convolution are those of the cpu backend', () => {
  test.each(cases.map((c) => [title(c), c] as const))(
    'for %s',
    async (_, { input, filter, strides, pad }) => {
      await expectLikeCpu(() => {
        const x = noise(input, 1) as tf.Tensor4D;
        const w = noise(filter, 2) as tf.Tensor4D;
        const { grads } = tf.valueAndGrads((a: tf.Tensor, b: tf.Tensor) => {
          const y = tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad);
          return tf.sum(tf.mul(y, noise(y.shape, 3)));
        })([x, w]);
        return grads;
      });
    },
  );

  test('for a fused convolution with a bias', async () => {
    await expectLikeCpu(() => {
      const inputs = [noise([2, 6, 6, 4], 1), noise([3, 3, 4, 8], 2), noise([8], 3)];
      return tf.grads((x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) => {
        const options = { x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, bias };
        return tf.fused.conv2d({ ...options, strides: 1, pad: 'same', activation: 'linear' });
      })(inputs);
    });
  });

  test('for a batch whose patches are made in several passes', async () => {
    await expectLikeCpu(() => {
      const inputs = [noise([3, 64, 64, 24], 1), noise([5, 5, 24, 1], 2)];
      const dy = noise([3, 64, 64, 1], 3);
      const convolve = (x: tf.Tensor, filter: tf.Tensor) =>
        tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 1, 'same');
      return tf.grads((x, filter) => tf.sum(tf.mul(convolve(x, filter), dy)))(inputs);
    });
  });
});

test('a transposed convolution is that of the cpu backend, and so are its gradients', async () => {
  await expectLikeCpu(() => {
    const inputs = [noise([2, 4, 5, 6], 1), noise([3, 3, 4, 6], 2)];
    const run = (x: tf.Tensor, w: tf.Tensor) =>
      tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 8, 10, 4], 2, 'same');
    return [run(inputs[0], inputs[1]), ...tf.grads((x, w) => tf.square(run(x, w)))(inputs)];
  });
});

describe('the gradients of a depthwise convolution are those of the cpu backend', () => {
  test.each([
    [[2, 6, 7, 3], [3, 3, 3, 1], 1, 'same'],
    [[2, 6, 7, 3], [3, 2, 3, 2], 2, 'same'],
    [[2, 5, 5, 1], [5, 5, 1, 3], 1, 'same'],
  ] as const)('for [%s] by [%s] at stride %i, %s', async (input, filter, stride, pad) => {
    await expectLikeCpu(() =>
      tf.grads((x: tf.Tensor, w: tf.Tensor) => {
        const y = tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, pad);
        return tf.sum(tf.mul(y, noise(y.shape, 3)));
      })([noise([...input], 1), noise([...filter], 2)]),
    );
  });
});

test('a convolution with channels first is refused by name', async () => {
  await useBackend('wasm');
  const attrs = { strides: [1, 1], pad: 'valid', dataFormat: 'NCHW', filterShape: [3, 3, 1, 1] };
  tf.tidy(() => {
    const x = noise([1, 5, 5, 1], 1);
    const dy = noise([1, 3, 3, 1], 2);
    expect(() =>
      tf.engine().runKernel(tf.Conv2DBackpropFilter, { x, dy }, attrs as unknown as tf.NamedAttrMap),
    ).toThrow('Conv2DBackpropFilter: invalid dataFormat: NCHW (expected NHWC)');
  });
});
