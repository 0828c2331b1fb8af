import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

/**
 * Bilinear upsampling `[n, h, w, c]` to `size`, as `tf.image.resizeBilinear` without options does it. Its gradient is
 * written with matrices: that of TF.js' cpu backend swaps height and width.
 */
export function resizeBilinear(x: tf.Tensor, [rows, columns]: [number, number]): tf.Tensor {
  const [n, h, w, c] = x.shape;
  return withGradient(
    x,
    (input) => tf.image.resizeBilinear(input as tf.Tensor4D, [rows, columns]),
    (dy) => {
      const narrow = tf.matMul(weightsOf(w, columns), tf.reshape(dy, [n * rows, columns, c]));
      const small = tf.matMul(weightsOf(h, rows), tf.reshape(narrow, [n, rows, w * c]));
      return tf.reshape(small, [n, h, w, c]);
    },
  );
}

/** `[1, length, size]`: how much of each element goes into each that is made from it. */
function weightsOf(length: number, size: number): tf.Tensor3D {
  const weights = new Float32Array(length * size);
  for (let i = 0; i < size; i++) {
    const place = (i * length) / size;
    const left = Math.floor(place);
    const right = Math.min(length - 1, left + 1);
    weights[left * size + i] += 1 - (place - left);
    weights[right * size + i] += place - left;
  }
  return tf.tensor3d(weights, [1, length, size]);
}
