import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { expectLikeCpu, noise, useBackend } from '../testing/backends';

beforeAll(registerWasmTrainingKernels);

const pools = [
  [[2, 8, 8, 3], 2, 2, 'valid'],
  [[2, 8, 8, 3], 2, 2, 'same'],
  [[2, 9, 7, 3], 2, 2, 'valid'],
  [[2, 9, 7, 3], 2, 2, 'same'],
  [[1, 9, 8, 4], 3, 2, 'valid'],
  [[1, 9, 8, 4], 3, 2, 'same'],
  [[2, 7, 7, 2], 3, 1, 'valid'],
  [[1, 11, 11, 2], 5, 2, 'valid'],
  [[2, 7, 9, 2], [2, 3], [3, 1], 'same'],
] as const;

describe('the gradient of max-pooling is that of the cpu backend', () => {
  test.each(pools)('for [%s], window %s, stride %s, %s', async (shape, size, strides, pad) => {
    await expectLikeCpu(() => [
      tf.grad((x: tf.Tensor) => {
        const y = tf.maxPool(x as tf.Tensor4D, size as number, strides as number, pad);
        return tf.sum(tf.mul(y, noise(y.shape, 2)));
      })(noise([...shape], 1)),
    ]);
  });

  test.each(pools)(
    'where elements tie: for [%s], window %s, stride %s, %s',
    async (shape, size, strides, pad) => {
      await expectLikeCpu(() => [
        tf.grad((x: tf.Tensor) => {
          const y = tf.maxPool(x as tf.Tensor4D, size as number, strides as number, pad);
          return tf.sum(tf.mul(y, noise(y.shape, 2)));
        })(tf.relu(tf.round(noise([...shape], 1)))),
      ]);
    },
  );
});

test('of equal elements in a window the first one gets the whole gradient', async () => {
  await useBackend('wasm');
  const even = tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid'))(tf.zeros([1, 2, 2, 1]));
  expect([...even.dataSync()]).toEqual([1, 0, 0, 0]);
  const overlapping = tf.grad((x: tf.Tensor) => tf.maxPool(x as tf.Tensor4D, 2, 1, 'valid'))(
    tf.zeros([1, 2, 3, 1]),
  );
  expect([...overlapping.dataSync()]).toEqual([1, 1, 0, 0, 0, 0]);
  tf.dispose([even, overlapping]);
});

describe('the gradient of average-pooling is that of the cpu backend where nothing is padded', () => {
  test.each(pools.filter(([, , , pad]) => pad === 'valid'))(
    'for [%s], window %s, stride %s, %s',
    async (shape, size, strides, pad) => {
      await expectLikeCpu(() => [
        tf.grad((x: tf.Tensor) => {
          const y = tf.avgPool(x as tf.Tensor4D, size as number, strides as number, pad);
          return tf.sum(tf.mul(y, noise(y.shape, 2)));
        })(noise([...shape], 1)),
      ]);
    },
  );
});

describe('the gradient of average-pooling adds up to what the forward pass does', () => {
  test.each(pools)('for [%s], window %s, stride %s, %s', async (shape, size, strides, pad) => {
    await useBackend('wasm');
    tf.tidy(() => {
      // The pool is linear: <y(x), g> = <x, gradient> for every x.
      const x = noise([...shape], 1);
      const pool = (t: tf.Tensor) => tf.avgPool(t as tf.Tensor4D, size as number, strides as number, pad);
      const g = noise(pool(x).shape, 2);
      const gradient = tf.grad((t: tf.Tensor) => tf.sum(tf.mul(pool(t), g)))(x);
      const difference = tf.sub(tf.sum(tf.mul(pool(x), g)), tf.sum(tf.mul(x, gradient)));
      expect(Math.abs(difference.dataSync()[0])).toBeLessThan(1e-4);
    });
  });
});
