import * as tf from '@tensorflow/tfjs-core';
import type { SpecOf } from './optimizer-spec';
import type { UpdateRule } from './update-rule';

/**
 * s = rho s + (1 - rho) g², d = g / (sqrt(s) + epsilon), w -= lr · d; centred: s less the square of a = rho a +
 * (1 - rho) g under the root; with momentum b = momentum · b + d, w -= lr · b.
 * Tieleman & Hinton 2012 (lecture 6e), https://www.cs.toronto.edu/~hinton/coursera/lecture6/lec6.pdf; centred: Graves 2013, https://arxiv.org/abs/1308.0850
 */
export function rmsprop({ rho, momentum, epsilon, centered }: SpecOf<'rmsprop'>): UpdateRule {
  return {
    slots: [0, ...(centered ? [0] : []), ...(momentum > 0 ? [0] : [])],
    update({ weights, gradient, slots: [squares, ...more], learningRate }) {
      const moving = (average: tf.Tensor, x: tf.Tensor) => tf.add(tf.mul(average, rho), tf.mul(x, 1 - rho));
      const s = moving(squares, tf.square(gradient));
      const mean = centered ? moving(more[0], gradient) : undefined;
      // A variance: rounding may leave it just below 0.
      const variance = mean ? tf.relu(tf.sub(s, tf.square(mean))) : s;
      const d = tf.div(gradient, tf.add(tf.sqrt(variance), epsilon));
      const step = momentum > 0 ? tf.add(tf.mul(more[more.length - 1], momentum), d) : d;
      return {
        weights: tf.sub(weights, tf.mul(step, learningRate)),
        slots: [s, ...(mean ? [mean] : []), ...(momentum > 0 ? [step] : [])],
      };
    },
  };
}
