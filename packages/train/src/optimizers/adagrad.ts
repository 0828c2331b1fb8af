import * as tf from '@tensorflow/tfjs-core';
import type { SpecOf } from './optimizer-spec';
import type { UpdateRule } from './update-rule';

/** s = s + g², w -= lr · g / (sqrt(s) + epsilon). Duchi et al. 2011, https://jmlr.org/papers/v12/duchi11a.html */
export function adagrad({ initialAccumulator, epsilon }: SpecOf<'adagrad'>): UpdateRule {
  return {
    slots: [initialAccumulator],
    update({ weights, gradient, slots: [sum], learningRate }) {
      const s = tf.add(sum, tf.square(gradient));
      const direction = tf.div(gradient, tf.add(tf.sqrt(s), epsilon));
      return { weights: tf.sub(weights, tf.mul(direction, learningRate)), slots: [s] };
    },
  };
}
