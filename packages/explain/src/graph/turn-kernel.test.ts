import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { swapChannels, turnKernel } from './turn-kernel';

onEveryBackend(() => {
  it.each([[[3, 2, 2, 3]], [[1, 1, 2, 3]], [[2, 1, 3, 2, 2]]])(
    'turns a kernel %j over, to the bit',
    (shape) => {
      const values = Float32Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(i * 1.7));
      const kernel = tf.tensor(values, shape);
      const axes = shape.slice(2).map((_, axis) => axis);
      expect(turnKernel(kernel).dataSync()).toEqual(tf.reverse(kernel, axes).dataSync());
      const order = [...axes, shape.length - 1, shape.length - 2];
      expect(swapChannels(kernel).dataSync()).toEqual(tf.transpose(kernel, order).dataSync());
    },
  );
});
