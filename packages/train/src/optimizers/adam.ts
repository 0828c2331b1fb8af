import * as tf from '@tensorflow/tfjs-core';
import { integerPower } from './integer-power';
import type { SpecOf } from './optimizer-spec';
import type { UpdateRule } from './update-rule';

/**
 * m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g², w -= lr · m̂ / (sqrt(v̂) + epsilon), where m̂ = m / (1 - b1^t) and
 * v̂ = v / (1 - b2^t). Kingma & Ba 2015, https://arxiv.org/abs/1412.6980
 *
 * AdamW first takes lr · weightDecay of each weight. Loshchilov & Hutter 2019, https://arxiv.org/abs/1711.05101
 */
export function adam(spec: SpecOf<'adam'> | SpecOf<'adamw'>): UpdateRule {
  const { beta1, beta2, epsilon } = spec;
  const decay = spec.name === 'adamw' ? spec.weightDecay : 0;
  return {
    slots: [0, 0],
    update({ weights, gradient, slots: [first, second], learningRate, t }) {
      const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
      const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
      const root = tf.sqrt(tf.div(v, 1 - integerPower(beta2, t)));
      const direction = tf.div(m, tf.add(root, epsilon));
      const rate = learningRate / (1 - integerPower(beta1, t));
      const kept = decay === 0 ? weights : tf.mul(weights, 1 - learningRate * decay);
      return { weights: tf.sub(kept, tf.mul(direction, rate)), slots: [m, v] };
    },
  };
}
