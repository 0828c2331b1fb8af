import * as tf from '@tensorflow/tfjs-core';

/**
 * Maps `[n, ..., k]` resized linearly to `[n, ...sizes, k]`, whatever the number of axes, with the outermost values in
 * the outermost pixels (aligned corners). On the device, differentiable in nothing. Call inside a tidy.
 */
export function stretchMaps(maps: tf.Tensor, sizes: readonly number[]): tf.Tensor {
  let stretched = maps;
  // One axis after the other: linear interpolation is separable, and the op knows only pictures.
  for (const [i, size] of sizes.entries()) {
    const { shape } = stretched;
    const before = shape.slice(0, i + 1);
    const after = shape.slice(i + 2);
    const rows = before.reduce((a, b) => a * b, 1);
    const inner = after.reduce((a, b) => a * b, 1);
    const lines = tf.reshape<tf.Rank.R4>(stretched, [rows, shape[i + 1], 1, inner]);
    stretched = tf.reshape(tf.image.resizeBilinear(lines, [size, 1], true), [...before, size, ...after]);
  }
  return stretched;
}
