import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

/** `x` where positive, else 0; TF.js' own gradient copies the slopes once more. */
export function relu(x: tf.Tensor): tf.Tensor {
  return withGradient(
    x,
    (input, save) => {
      save([input]);
      return tf.relu(input);
    },
    (dy, [input]) => tf.mul(dy, tf.step(input)),
  );
}
