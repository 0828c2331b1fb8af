import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

/** Of batch normalisation in inference, one value a channel each. */
export interface BatchNormStatistics {
  mean: tf.Tensor;
  variance: tf.Tensor;
  scale?: tf.Tensor;
  offset?: tf.Tensor;
  epsilon: number;
}

/**
 * `(x - mean) / sqrt(variance + epsilon) * scale + offset` with statistics that stand still: the gradient is a product,
 * where that of TF.js repeats the statistics to the size of `x`.
 */
export function batchNorm(x: tf.Tensor, statistics: () => BatchNormStatistics): tf.Tensor {
  return withGradient(
    x,
    (input) => {
      const { mean, variance, scale, offset, epsilon } = statistics();
      return tf.batchNorm(
        input,
        row(mean),
        row(variance),
        offset && row(offset),
        scale && row(scale),
        epsilon,
      );
    },
    (dy) => {
      const { variance, scale, epsilon } = statistics();
      const factor = tf.rsqrt(tf.add(variance, epsilon));
      return tf.mul(dy, scale ? tf.mul(factor, scale) : factor);
    },
  );
}

const row = (value: tf.Tensor) => value as tf.Tensor1D;
