import type * as tf from '@tensorflow/tfjs-core';

/**
 * A gradient that steps in for TF.js's own on the wasm backend, or undefined where it does not apply. It may use kernels that have no gradient
 * themselves: it is not asked when gradients of gradients are taken.
 */
export type FastGradient = (
  dy: tf.Tensor,
  saved: tf.Tensor[],
  attrs: tf.NamedAttrMap,
) => Record<string, () => tf.Tensor> | undefined;
