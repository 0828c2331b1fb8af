import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { noise } from '../testing/backends';
import { expectAgreement, forAll } from '../testing/properties';
import { outputSize, windowCases, type WindowCase } from '../testing/window-cases';

beforeAll(registerWasmTrainingKernels);

/** Pools of TF.js take padding smaller than the window only: a window that sees nothing but padding has no maximum. */
const pools = windowCases({ work: 4e4, filters: fc.constant(1), mixing: false, largest: 4 }).filter((c) => {
  const paddings = typeof c.pad === 'number' ? [c.pad] : Array.isArray(c.pad) ? c.pad.flat() : [0];
  // The stock kernel has no window of one element.
  return Math.max(...paddings) < Math.min(...c.window) && c.window[0] * c.window[1] > 1;
});
const outputShape = (c: WindowCase) => [c.input[0], ...outputSize(c), c.input[3]];
const attrsOf = ({ window, strides, pad }: WindowCase) => ({ filterSize: window, strides, pad });
const runKernel = (name: string, inputs: tf.NamedTensorMap, attrs: object) =>
  tf.engine().runKernel<tf.Tensor>(name, inputs, attrs as tf.NamedAttrMap);

/** Noise, or noise in few steps, where many elements of a window are equal. */
const image = (c: WindowCase, ties: boolean) =>
  ties ? tf.relu(tf.round(noise(c.input, 1))) : noise(c.input, 1);

describe('for any size, window, stride and padding, as on the cpu backend', () => {
  test('max-pooling and its gradient, equal elements included', async () => {
    await forAll(fc.record({ c: pools, ties: fc.boolean() }), 80, ({ c, ties }) =>
      expectAgreement(
        () => [image(c, ties), noise(outputShape(c), 2)],
        (x, dy) => {
          const output = runKernel(tf.MaxPool, { x }, attrsOf(c));
          return [output, runKernel(tf.MaxPoolGrad, { dy, input: x, output }, attrsOf(c))];
        },
      ),
    );
  });

  test('average-pooling and its gradient, which divides by the elements inside the image', async () => {
    await forAll(pools, 80, (c) => {
      const grad = (x: tf.Tensor, dy: tf.Tensor) => runKernel(tf.AvgPoolGrad, { dy, input: x }, attrsOf(c));
      const forward = (x: tf.Tensor) => runKernel(tf.AvgPool, { x }, attrsOf(c));
      return expectAgreement(
        () => [noise(c.input, 1), noise(outputShape(c), 2)],
        (x, dy) => [forward(x), grad(x, dy)],
        { typical: 0.1 },
        // The cpu backend divides by the whole window at a padded edge; dy makes up for it.
        (x, dy) => [forward(x), grad(x, tf.mul(dy, tf.div(c.window[0] * c.window[1], elementsInside(c))))],
      );
    });
  });
});

/** How many elements of the image each window holds, `[1, H', W', 1]`. */
function elementsInside(c: WindowCase): tf.Tensor {
  const ones = tf.ones<tf.Rank.R4>([1, c.input[1], c.input[2], 1]);
  return tf.conv2d(ones, tf.ones<tf.Rank.R4>([...c.window, 1, 1]), c.strides, c.pad);
}
