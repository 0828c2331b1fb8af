import * as tf from '@tensorflow/tfjs-core';

/** How a direction `[n, h, w, c]` becomes a step of the pictures; state is kept in tensors that `dispose` frees. */
export interface StepRule {
  /** The step to add; call inside a tidy. */
  step(direction: tf.Tensor): tf.Tensor;
  dispose(): void;
}

export type StepRuleName = 'ascent' | 'adam';

/**
 * `'ascent'`: `stepSize * direction`. `'adam'`: Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980) with
 * beta1 0.9, beta2 0.999 and epsilon 1e-8.
 */
export function stepRule(name: StepRuleName, stepSize: number): StepRule {
  if (!(stepSize > 0)) throw new Error(`invalid stepSize: ${stepSize} (expected above 0)`);
  if (name === 'ascent') return { step: (direction) => tf.mul(direction, stepSize), dispose: () => {} };
  if (name === 'adam') return adam(stepSize);
  throw new Error(`invalid optimizer: '${String(name)}' (expected 'ascent' or 'adam')`);
}

function adam(stepSize: number, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8): StepRule {
  let moments: tf.Tensor[] = [];
  let count = 0;
  const dispose = () => {
    tf.dispose(moments);
    moments = [];
  };
  return {
    step(direction) {
      count += 1;
      const mix = (old: tf.Tensor | undefined, value: tf.Tensor, beta: number) =>
        old ? tf.add(tf.mul(old, beta), tf.mul(value, 1 - beta)) : tf.mul(value, 1 - beta);
      const first = mix(moments[0], direction, beta1);
      const second = mix(moments[1], tf.square(direction), beta2);
      dispose();
      moments = [tf.keep(first), tf.keep(second)];
      const size = tf.add(tf.sqrt(tf.div(second, 1 - beta2 ** count)), epsilon);
      return tf.mul(tf.div(tf.div(first, 1 - beta1 ** count), size), stepSize);
    },
    dispose,
  };
}
