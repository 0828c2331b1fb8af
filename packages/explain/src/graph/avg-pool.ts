import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';
import { depthwiseConv2dGradient } from './conv2d';
import { poolAxes, untiled, type PoolAxis, type Pool2dOptions } from './pool-axes';

/**
 * Average-pooling `[n, h, w, c]`; padding does not count. Its gradient divides by the number of elements that were averaged,
 * where those of TF.js divide by the size of the window, which is wrong at a padded border.
 */
export function avgPool(x: tf.Tensor, options: Pool2dOptions): tf.Tensor {
  const { poolSize, strides, padding } = options;
  return withGradient(
    x,
    (input) => tf.avgPool(input as tf.Tensor4D, poolSize, strides, padding),
    (dy) => avgPoolGradient(dy, x.shape, options),
  );
}

function avgPoolGradient(dy: tf.Tensor, shape: number[], options: Pool2dOptions): tf.Tensor {
  const { poolSize, strides, padding } = options;
  const [height, width] = poolAxes(shape, options);
  const shares =
    padding === 'valid' ? tf.mul(dy, 1 / (poolSize[0] * poolSize[1])) : divided(dy, [height, width]);
  if (poolSize.every((size, axis) => size === strides[axis])) {
    const windows = tf.reshape(shares, [shape[0] * height.count, 1, width.count, 1, shape[3]]);
    return untiled(tf.mul(windows, tf.ones([1, poolSize[0], 1, poolSize[1], 1])), shape, [height, width]);
  }
  const kernel: tf.Tensor4D = tf.ones([...poolSize, shape[3], 1]);
  return depthwiseConv2dGradient(shares, shape, { kernel, strides, padding, dilation: 1 });
}

/** `dy` divided by the number of elements inside the input of each window. */
function divided(dy: tf.Tensor, [height, width]: [PoolAxis, PoolAxis]): tf.Tensor {
  const [rows, columns] = [height, width].map(countInside);
  const inverse = Float32Array.from(rows.flatMap((row) => columns.map((column) => 1 / (row * column))));
  return tf.mul(dy, tf.tensor(inverse, [1, height.count, width.count, 1]));
}

function countInside({ length, reach, stride, before, count }: PoolAxis): number[] {
  return Array.from({ length: count }, (_, i) => {
    const start = i * stride - before;
    return Math.min(length, start + reach) - Math.max(0, start);
  });
}
