import * as tf from '@tensorflow/tfjs-core';
import type { SpecOf } from './optimizer-spec';
import type { UpdateRule } from './update-rule';

/**
 * g += weightDecay · w; without momentum w -= lr · g; with it a = momentum · a + g, w -= lr · a, and with Nesterov
 * w -= lr · (g + momentum · a). Sutskever et al. 2013, in PyTorch's form: http://proceedings.mlr.press/v28/sutskever13.html
 */
export function sgd({ momentum, nesterov, weightDecay }: SpecOf<'sgd'>): UpdateRule {
  return {
    slots: momentum === 0 ? [] : [0],
    update({ weights, gradient, slots: [accumulated], learningRate }) {
      const g = weightDecay === 0 ? gradient : tf.add(gradient, tf.mul(weights, weightDecay));
      const step = (direction: tf.Tensor) => tf.sub(weights, tf.mul(direction, learningRate));
      if (accumulated === undefined) return { weights: step(g), slots: [] };
      const a = tf.add(tf.mul(accumulated, momentum), g);
      return { weights: step(nesterov ? tf.add(g, tf.mul(a, momentum)) : a), slots: [a] };
    },
  };
}
