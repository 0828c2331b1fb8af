import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

/**
 * `[n, h, w, c]` with every value repeated in a block of `down` rows and `right` columns. Its gradient, the sum of each
 * block, is written out: that of the cpu backend in TF.js 4.22 is wrong from the second image on.
 */
export function upSampleNearest(x: tf.Tensor, [down, right]: readonly number[]): tf.Tensor {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  return withGradient(
    x,
    (value) => tf.image.resizeNearestNeighbor(value as tf.Tensor4D, [h * down, w * right]),
    (dy) => {
      const rows = tf.sum(tf.reshape(dy, [n * h, down, w * right * c]), 1);
      return tf.reshape(tf.sum(tf.reshape(rows, [n * h * w, right, c]), 1), x.shape);
    },
  );
}
