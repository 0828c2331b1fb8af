import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

/**
 * `x` where positive, else `slope * x`. In three fast passes, forward and back together: as a PReLU with a slope a channel,
 * which on stock wasm takes a ninth of the time of its LeakyRelu, and a product with the slopes.
 */
export function leakyRelu(x: tf.Tensor, slope: number): tf.Tensor {
  return withGradient(
    x,
    (input, save) => {
      save([input]);
      return tf.prelu(input, tf.fill(input.shape.slice(-1), slope));
    },
    (dy, [input]) => tf.mul(dy, tf.step(input, slope)),
  );
}
