import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

/**
 * `x` where positive, else `alpha * x`, with `alpha` of any shape that broadcasts; stock wasm's own is wrong where `alpha`
 * is shared along the channels.
 */
export function prelu(x: tf.Tensor, alpha: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (input, save) => {
      const isOpen = tf.step(input);
      const slopes = tf.add(tf.mul(isOpen, tf.sub(1, alpha)), alpha);
      save([slopes]);
      return tf.mul(input, slopes);
    },
    (dy, [slopes]) => tf.mul(dy, slopes),
  );
}
