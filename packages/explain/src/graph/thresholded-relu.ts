import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

/** `x` above `theta`, else 0. TF.js has no gradient for the comparison that the layer multiplies by. */
export function thresholdedRelu(x: tf.Tensor, theta: number): tf.Tensor {
  return withGradient(
    x,
    (input, save) => {
      const isOpen = tf.cast(tf.greater(input, theta), 'float32');
      save([isOpen]);
      return tf.mul(input, isOpen);
    },
    (dy, [isOpen]) => tf.mul(dy, isOpen),
  );
}
