import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';
import { backendUnpool } from './backend-unpool';
import { unpoolOverlapping } from './unpool-overlapping';
import { poolAxes, tiled, untiled, type Pool2dOptions } from './pool-axes';

export type MaxPoolOptions = Pool2dOptions;

/**
 * Max-pooling `[n, h, w, c]` whose gradient goes to the largest element of each window and, of equals, to the first, row
 * by row, as in PyTorch. Backends differ: that of wasm in TF.js 4.22 drops the gradient of windows without a positive
 * element.
 */
export function maxPool(x: tf.Tensor, options: MaxPoolOptions): tf.Tensor {
  const { poolSize, strides, padding } = options;
  return withGradient(
    x,
    (input, save) => {
      const output = tf.maxPool(input as tf.Tensor4D, poolSize, strides, padding);
      save([input, output]);
      return output;
    },
    (dy, [input, output]) => unpool(input, output, dy, options),
  );
}

/**
 * Hands each window's `dy` to its first largest element: the gradient of {@link maxPool}. With `tolerance`, one number, the
 * first that is less than that below the largest.
 */
export function unpool(
  input: tf.Tensor,
  output: tf.Tensor,
  dy: tf.Tensor,
  options: MaxPoolOptions,
  tolerance?: tf.Tensor,
): tf.Tensor {
  const { poolSize, strides } = options;
  const byBackend = tolerance ? undefined : backendUnpool(input, output, dy, options);
  if (byBackend) return byBackend;
  const least = tolerance ? tf.sub(output, tolerance) : output;
  const side = poolSize.every((size, axis) => size === strides[axis]);
  return side ? unpoolSideBySide(input, least, dy, options) : unpoolOverlapping(input, least, dy, options);
}

/**
 * Where windows lie side by side: marks the elements that reach `least`, tells equals apart by weights that fall row by
 * row, and multiplies by what is left. Every pass goes over memory in order.
 */
function unpoolSideBySide(
  input: tf.Tensor,
  least: tf.Tensor,
  dy: tf.Tensor,
  options: MaxPoolOptions,
): tf.Tensor {
  const { poolSize } = options;
  const [rows, columns] = poolSize;
  const count = rows * columns;
  const axes = poolAxes(input.shape, options);
  const x = tiled(input, axes, -Infinity);
  const [n, , , c] = least.shape as number[];
  const perWindow = [n * axes[0].count, 1, axes[1].count, 1, c];
  const weights = Float32Array.from({ length: count }, (_, i) => 2 - i / count);
  // 100 times its weight for a largest element, once for others: weights are from 1 to 2.
  const marks = tf.mul(
    tf.step(tf.sub(tf.reshape(least, perWindow), x), 100),
    tf.tensor(weights, [1, rows, 1, columns, 1]),
  );
  const sheet = tf.reshape(marks, [n, -1, axes[1].count * columns, c]);
  const first = tf.maxPool(sheet as tf.Tensor4D, poolSize, poolSize, 'valid');
  // Marks of equals differ by a factor of at least 1 - 1 / (2 * count).
  const threshold = tf.mul(tf.reshape(first, perWindow), 1 - 1 / (4 * count));
  const taken = tf.step(tf.sub(marks, threshold));
  return untiled(tf.mul(taken, tf.reshape(dy, perWindow)), input.shape, axes);
}
