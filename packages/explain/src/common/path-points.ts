import * as tf from '@tensorflow/tfjs-core';

/**
 * The points `from + alpha (to - from)` of straight paths, all of the first alpha, then all of the next: two
 * `[n, ...]` become `[alphas * n, ...]`. Call inside a tidy.
 */
export function pathPoints(from: tf.Tensor, to: tf.Tensor, alphas: ArrayLike<number>): tf.Tensor {
  const [n, ...rest] = to.shape;
  const column = tf.tensor2d(Float32Array.from(alphas), [alphas.length, 1]);
  const start = tf.reshape(from, [1, -1]);
  const points = tf.add(start, tf.mul(column, tf.sub(tf.reshape(to, [1, -1]), start)));
  return tf.reshape(points, [alphas.length * n, ...rest]);
}

/** `x` `[n, ...]` as often as there are samples, one after the other: `[samples * n, ...]`. Call inside a tidy. */
export function repeatRows(x: tf.Tensor, samples: number): tf.Tensor {
  return samples === 1 ? x : tf.tile(x, [samples, ...x.shape.slice(1).map(() => 1)]);
}
