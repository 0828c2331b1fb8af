import * as tf from '@tensorflow/tfjs-core';
import { integerPower } from './integer-power';
import type { SpecOf } from './optimizer-spec';
import type { UpdateRule } from './update-rule';

/**
 * m = b1 m + (1 - b1) g, u = max(b2 u, |g| + epsilon), w -= lr / (1 - b1^t) · m / u.
 * Kingma & Ba 2015, section 7.1, https://arxiv.org/abs/1412.6980
 */
export function adamax({ beta1, beta2, epsilon }: SpecOf<'adamax'>): UpdateRule {
  return {
    slots: [0, 0],
    update({ weights, gradient, slots: [first, largest], learningRate, t }) {
      const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
      const u = tf.maximum(tf.mul(largest, beta2), tf.add(tf.abs(gradient), epsilon));
      const rate = learningRate / (1 - integerPower(beta1, t));
      return { weights: tf.sub(weights, tf.mul(tf.div(m, u), rate)), slots: [m, u] };
    },
  };
}
