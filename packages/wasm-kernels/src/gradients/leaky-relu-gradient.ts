import * as tf from '@tensorflow/tfjs-core';

/**
 * Gradient of LeakyReLU by its slope, `dx = dy * (x > 0 ? 1 : alpha)`: two fast kernels. TF.js's own selects between dy and alpha * dy through a
 * comparison, both of which take the wasm backend some fifteen times longer.
 */
export const leakyReluGradient: tf.GradFunc = (dy, [x], { alpha }) => ({
  x: () => tf.mul(dy as tf.Tensor, tf.step(x, alpha as number)),
});
