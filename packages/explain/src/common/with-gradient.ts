import * as tf from '@tensorflow/tfjs-core';

/**
 * `forward(x)` with its gradient written out: `backward(dy, saved)` is the gradient with respect to `x`, where `saved`
 * are the tensors that `forward` handed to `save`. The tape sees one operation; nothing is registered anywhere.
 */
export function withGradient(
  x: tf.Tensor,
  forward: (x: tf.Tensor, save: (tensors: tf.Tensor[]) => void) => tf.Tensor,
  backward: (dy: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor,
): tf.Tensor {
  const run = tf.customGrad((...args) => {
    const [input, save] = args as unknown as [tf.Tensor, (tensors: tf.Tensor[]) => void];
    // TF.js would keep what `backward` computes in between until the whole way back is over.
    const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]) => tf.tidy(() => backward(dy, saved));
    return { value: forward(input, save), gradFunc };
  });
  return run(x);
}
