import * as tf from '@tensorflow/tfjs-core';

/**
 * `rows x columns^T` for every channel of every picture: `[n, h, w, c]` with `rows` `[h', h]` and `columns` `[w', w]` gives
 * `[n, h', w', c]`. Matrix products and transpositions only, which every backend has, forward and backward.
 */
export function multiplyAxes(x: tf.Tensor, rows: tf.Tensor2D, columns: tf.Tensor2D): tf.Tensor {
  const [n, h, w, c] = x.shape;
  const [height] = rows.shape;
  const [width] = columns.shape;
  const lines: tf.Tensor2D = tf.reshape(tf.transpose(x, [0, 1, 3, 2]), [n * h * c, w]);
  const across = tf.reshape(tf.matMul(lines, columns, false, true), [n, h, c, width]);
  const uprights: tf.Tensor2D = tf.reshape(tf.transpose(across, [0, 3, 2, 1]), [n * width * c, h]);
  const down = tf.reshape(tf.matMul(uprights, rows, false, true), [n, width, c, height]);
  return tf.transpose(down, [0, 3, 1, 2]);
}
