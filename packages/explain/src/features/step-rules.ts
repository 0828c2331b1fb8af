import * as tf from '@tensorflow/tfjs-core';

/** How a direction `[n, h, w, c]` becomes a step of the pictures. */
export interface StepRule {
  /** The step to add, the `count`-th from 1, and what the next one is to be given; call inside a tidy. */
  step(
    direction: tf.Tensor,
    memory: readonly tf.Tensor[],
    count: number,
  ): { step: tf.Tensor; memory: tf.Tensor[] };
}

export type StepRuleName = 'ascent' | 'adam';

/**
 * `'ascent'`: `stepSize * direction`. `'adam'`: Adam (Kingma and Ba 2014, https://arxiv.org/abs/1412.6980) with
 * beta1 0.9, beta2 0.999 and epsilon 1e-8.
 */
export function stepRule(name: StepRuleName, stepSize: number): StepRule {
  if (!(stepSize > 0)) throw new Error(`invalid stepSize: ${stepSize} (expected above 0)`);
  if (name === 'ascent') {
    return { step: (direction) => ({ step: tf.mul(direction, stepSize), memory: [] }) };
  }
  if (name === 'adam') return adam(stepSize);
  throw new Error(`invalid optimizer: '${String(name)}' (expected 'ascent' or 'adam')`);
}

function adam(stepSize: number, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8): StepRule {
  const mix = (old: tf.Tensor | undefined, value: tf.Tensor, beta: number) =>
    old ? tf.add(tf.mul(old, beta), tf.mul(value, 1 - beta)) : tf.mul(value, 1 - beta);
  return {
    step(direction, memory, count) {
      const first = mix(memory[0], direction, beta1);
      const second = mix(memory[1], tf.square(direction), beta2);
      const size = tf.add(tf.sqrt(tf.div(second, 1 - beta2 ** count)), epsilon);
      return {
        step: tf.mul(tf.div(tf.div(first, 1 - beta1 ** count), size), stepSize),
        memory: [first, second],
      };
    },
  };
}
