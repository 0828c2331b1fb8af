import * as tf from '@tensorflow/tfjs-core';

/** Of `[n, columns]` the one named for each row, `[n]`; a product with zeros and ones, whose gradient every backend has. */
export function takeColumns(values: tf.Tensor, columns: readonly number[]): tf.Tensor {
  const numbers = tf.tensor2d([...columns], [columns.length, 1], 'int32');
  const chosen = tf.equal(numbers, tf.range(0, values.shape[1]!, 1, 'int32'));
  return tf.sum(tf.mul(values, tf.cast(chosen, 'float32')), 1);
}
