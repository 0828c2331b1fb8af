import { relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { conv2d } from './conv2d';

onEveryBackend(() => {
  it.each(
    [
      [3, 3],
      [5, 2],
      [4, 1],
    ].flatMap((size) =>
      (['same', 'valid'] as const).flatMap((padding) =>
        [1, 2].map((stride) => ({ size: size as [number, number], padding, stride })),
      ),
    ),
  )('has the gradient of the plain op (%j)', ({ size, padding, stride }) => {
    const wave = (shape: number[], phase: number) => {
      const count = shape.reduce((a, b) => a * b);
      return tf.tensor(
        Float32Array.from({ length: count }, (_, i) => Math.sin(i * 1.7 + phase)),
        shape,
      );
    };
    const x = wave([2, 7, 6, 3], 0);
    const kernel = wave([...size, 3, 4], 1) as tf.Tensor4D;
    const strides: [number, number] = [stride, stride];
    const plain = (input: tf.Tensor) => tf.conv2d(input as tf.Tensor4D, kernel, strides, padding);
    const dy = wave(plain(x).shape, 2);
    const ours = tf.grad((input) => conv2d(input, { kernel, strides, padding, dilation: 1 }))(x, dy);
    const expected = tf.grad(plain)(x, dy);
    expect(relativeError(ours.dataSync(), expected.dataSync())).toBeLessThan(1e-5);
  });
});
