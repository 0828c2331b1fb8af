import * as tf from '@tensorflow/tfjs-core';
import type { SpecOf } from './optimizer-spec';
import type { UpdateRule } from './update-rule';

/**
 * s = rho s + (1 - rho) g², d = g · sqrt(a + epsilon) / sqrt(s + epsilon), a = rho a + (1 - rho) d², w -= lr · d.
 * Zeiler 2012, https://arxiv.org/abs/1212.5701
 */
export function adadelta({ rho, epsilon }: SpecOf<'adadelta'>): UpdateRule {
  return {
    slots: [0, 0],
    update({ weights, gradient, slots: [squares, steps], learningRate }) {
      const moving = (average: tf.Tensor, x: tf.Tensor) =>
        tf.add(tf.mul(average, rho), tf.mul(tf.square(x), 1 - rho));
      const root = (x: tf.Tensor) => tf.sqrt(tf.add(x, epsilon));
      const s = moving(squares, gradient);
      const d = tf.mul(gradient, tf.div(root(steps), root(s)));
      return { weights: tf.sub(weights, tf.mul(d, learningRate)), slots: [s, moving(steps, d)] };
    },
  };
}
