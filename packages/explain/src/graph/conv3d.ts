import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';
import { spread, type SlidingAxis } from './spread';
import { swapChannels, turnKernel } from './turn-kernel';

export interface Conv3dOptions {
  /** `[d, h, w, in, out]`. */
  kernel: tf.Tensor5D;
  strides: [number, number, number];
  padding: 'same' | 'valid';
}

type Shape5 = [number, number, number, number, number];

/**
 * 3D convolution `[n, d, h, w, c]` without bias. Its gradient is a convolution of `dy` with the kernel turned over: the
 * kernel Conv3DBackpropInputV2 of stock wasm leaves some of its result unwritten.
 */
export function conv3d(x: tf.Tensor, options: Conv3dOptions): tf.Tensor {
  const { kernel, strides, padding } = options;
  return withGradient(
    x,
    (input) => tf.conv3d(input as tf.Tensor5D, kernel, strides, padding),
    (dy) => conv3dGradient(dy, x.shape, options),
  );
}

/** Transposed 3D convolution without bias, to an input of {@link conv3d} of `shape`. */
export function conv3dTranspose(x: tf.Tensor, shape: number[], options: Conv3dOptions): tf.Tensor {
  const { kernel, strides, padding } = options;
  return withGradient(
    x,
    (input) => conv3dGradient(input, shape, options),
    (dy) => tf.conv3d(dy as tf.Tensor5D, kernel, strides, padding),
  );
}

function conv3dGradient(
  dy: tf.Tensor,
  shape: number[],
  { kernel, strides, padding }: Conv3dOptions,
): tf.Tensor {
  const { padInfo } = tf.backend_util.computeConv3DInfo(shape as Shape5, kernel.shape, strides, 1, padding);
  const before = [padInfo.front, padInfo.top, padInfo.left];
  const [depth, height, width] = before.map((count, axis): SlidingAxis => ({
    length: shape[axis + 1],
    reach: kernel.shape[axis],
    stride: strides[axis],
    before: count,
  }));
  const [n, d, h, w, c] = dy.shape;
  const flat = spread(tf.reshape(dy, [n * d, h, w, c]), height, width);
  const [, rows, columns] = flat.shape;
  const still: SlidingAxis = { length: rows * columns, reach: 1, stride: 1, before: 0 };
  const deep = spread(tf.reshape(flat, [n, d, rows * columns, c]), depth, still);
  const wide: tf.Tensor5D = tf.reshape(deep, [n, deep.shape[1], rows, columns, c]);
  return tf.conv3d(wide, swapChannels(turnKernel(kernel)) as tf.Tensor5D, 1, 'valid');
}
