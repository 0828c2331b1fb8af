import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';
import { samePadded } from './same-padding';
import type { Epilogue } from './step';
import { spread, type SlidingAxis } from './spread';
import { swapChannels, turnKernel } from './turn-kernel';

export interface Conv2dOptions {
  /** `[h, w, in, out]`, of a depthwise convolution `[h, w, in, multiplier]`. */
  kernel: tf.Tensor4D;
  strides: [number, number];
  padding: 'same' | 'valid';
  dilation: number | [number, number];
}

/** Below this many input channels a convolution of `dy` would leave most of a SIMD lane idle. */
const fewChannels = 4;

/**
 * 2D convolution `[n, h, w, c]` to `[n, h', w', k]` without bias. Its gradient is written as a forward convolution of `dy`
 * with the kernel turned over and its channels swapped, which on stock wasm is several times as fast as
 * Conv2DBackpropInput and knows dilation.
 */
export function conv2d(x: tf.Tensor, options: Conv2dOptions): tf.Tensor {
  return withGradient(
    x,
    (input) => convolve(input, options),
    (dy) => conv2dGradient(dy, x.shape, options),
  );
}

/** `activation(conv2d(x) + bias)` in one pass, without a gradient. */
export function fusedConv2d(x: tf.Tensor, options: Conv2dOptions, epilogue: Epilogue): tf.Tensor {
  const { kernel: filter, strides, dilation: dilations } = options;
  const given = samePadded(x, slidingAxes(x.shape, options), options.padding);
  const image = given.x as tf.Tensor4D;
  return tf.fused.conv2d({ x: image, filter, strides, pad: given.padding, dilations, ...epilogue });
}

/** Transposed convolution without bias, to an input of {@link conv2d} of `shape`. */
export function conv2dTranspose(x: tf.Tensor, shape: number[], options: Conv2dOptions): tf.Tensor {
  return withGradient(
    x,
    (input) => conv2dGradient(input, shape, options),
    (dy) => convolve(dy, options),
  );
}

function convolve(x: tf.Tensor, options: Conv2dOptions): tf.Tensor {
  const { kernel, strides, dilation } = options;
  const given = samePadded(x, slidingAxes(x.shape, options), options.padding);
  return tf.conv2d(given.x as tf.Tensor4D, kernel, strides, given.padding, 'NHWC', dilation);
}

/** The gradient of {@link conv2d} with respect to an input of `shape`. */
export function conv2dGradient(dy: tf.Tensor, shape: number[], options: Conv2dOptions): tf.Tensor {
  const { kernel } = options;
  const [height, width] = slidingAxes(shape, options);
  const dilation = pair(options.dilation);
  if (hasTrainingKernels() && [...options.strides, ...dilation].every((size) => size === 1)) {
    const size = shape as [number, number, number, number];
    return tf.conv2dTranspose(dy as tf.Tensor4D, kernel, size, 1, options.padding);
  }
  const turned = swapChannels(turnKernel(kernel)) as tf.Tensor4D;
  const isCentred = [height, width].every(
    ({ stride, reach, before }) => stride === 1 && 2 * before === reach - 1,
  );
  const padding = isCentred ? 'same' : 'valid';
  const wide = isCentred ? (dy as tf.Tensor4D) : spread(dy, height, width);
  const [rows, columns, channels] = kernel.shape;
  if (channels >= fewChannels || columns === 1) {
    return tf.conv2d(wide, turned, 1, padding, 'NHWC', dilation);
  }
  // All columns of the kernel as output channels of a convolution along the rows; another shifts and adds them.
  const asChannels: tf.Tensor4D = tf.reshape(tf.transpose(turned, [0, 2, 1, 3]), [
    rows,
    1,
    kernel.shape[3],
    columns * channels,
  ]);
  const alongRows = tf.conv2d(wide, asChannels, 1, padding, 'NHWC', [dilation[0], 1]);
  return tf.conv2d(alongRows, shiftAndAdd(columns, channels), 1, padding, 'NHWC', [1, dilation[1]]);
}

/**
 * Whether wasm has kernels to train with, as those of `@fer/wasm-kernels`, which turn the convolution's kernel themselves
 * while they read it: known by the one that stock wasm lacks.
 */
export function hasTrainingKernels(): boolean {
  return tf.getBackend() === 'wasm' && tf.getKernel('Conv2DBackpropFilter', 'wasm') !== undefined;
}

/** `[1, columns, columns * channels, channels]`: from column `j` of the kernel takes the channels that belong to it. */
function shiftAndAdd(columns: number, channels: number): tf.Tensor4D {
  const taken = new Float32Array(columns * columns * channels * channels);
  for (let j = 0; j < columns; j++) {
    for (let c = 0; c < channels; c++) taken[((j * columns + j) * channels + c) * channels + c] = 1;
  }
  return tf.tensor4d(taken, [1, columns, columns * channels, channels]);
}

/**
 * As {@link conv2d}, each channel for itself, `[n, h, w, c]` to `[n, h', w', c * multiplier]`. The gradient needs no kernel
 * but the forward one, where TF.js asks for DepthwiseConv2dNativeBackpropInput, which wasm does not have.
 */
export function depthwiseConv2d(x: tf.Tensor, options: Conv2dOptions): tf.Tensor {
  const { kernel, strides, dilation } = options;
  return withGradient(
    x,
    (input) => {
      const given = samePadded(input, slidingAxes(input.shape, options), options.padding);
      return tf.depthwiseConv2d(given.x as tf.Tensor4D, kernel, strides, given.padding, 'NHWC', dilation);
    },
    (dy) => depthwiseConv2dGradient(dy, x.shape, options),
  );
}

/** The gradient of {@link depthwiseConv2d} with respect to an input of `shape`. */
export function depthwiseConv2dGradient(dy: tf.Tensor, shape: number[], options: Conv2dOptions): tf.Tensor {
  const [rows, columns, channels, multiplier] = options.kernel.shape;
  const [height, width] = slidingAxes(shape, options);
  const turned = tf.reshape(turnKernel(options.kernel), [rows, columns, channels * multiplier, 1]);
  const dx = tf.depthwiseConv2d(
    spread(dy, height, width),
    turned as tf.Tensor4D,
    1,
    'valid',
    'NHWC',
    pair(options.dilation),
  );
  if (multiplier === 1) return dx;
  return tf.reshape(tf.sum(tf.reshape(dx, [-1, multiplier]), 1), shape);
}

function slidingAxes(
  [n, h, w, c]: number[],
  { kernel, strides, padding, dilation }: Conv2dOptions,
): [SlidingAxis, SlidingAxis] {
  const [rows, columns] = kernel.shape;
  const { padInfo } = tf.backend_util.computeConv2DInfo(
    [n, h, w, c],
    [rows, columns, c, 1],
    strides,
    dilation,
    padding,
  );
  const [down, right] = pair(dilation);
  return [
    { length: h, reach: (rows - 1) * down + 1, stride: strides[0], before: padInfo.top },
    { length: w, reach: (columns - 1) * right + 1, stride: strides[1], before: padInfo.left },
  ];
}

const pair = (value: number | [number, number]): [number, number] =>
  typeof value === 'number' ? [value, value] : value;
