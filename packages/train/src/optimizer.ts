import * as tf from '@tensorflow/tfjs-core';

/** An optimiser as data, so that it can stand in a JSON spec. Defaults as in Keras. */
export type OptimizerSpec =
  | { name: 'adam'; learningRate?: number; beta1?: number; beta2?: number; epsilon?: number }
  | { name: 'sgd'; learningRate?: number; momentum?: number; nesterov?: boolean };

/** An optimiser's spec with nothing left unsaid. */
export type CompleteOptimizerSpec =
  Required<Extract<OptimizerSpec, { name: 'adam' }>> | Required<Extract<OptimizerSpec, { name: 'sgd' }>>;

/**
 * Fills in the defaults. `adam`: learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7 (Kingma & Ba 2015).
 * `sgd`: learning rate 0.01, momentum 0, plain (Sutskever et al. 2013 with momentum).
 *
 * @throws on an unknown name or a learning rate that is not positive.
 */
export function completeOptimizer(spec: OptimizerSpec): CompleteOptimizerSpec {
  const { name, learningRate } = spec;
  if (learningRate !== undefined && !(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new Error(`invalid learning rate: ${learningRate} (expected a number > 0)`);
  }
  switch (name) {
    case 'adam': {
      const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 } = spec;
      return { name, learningRate: learningRate ?? 1e-3, beta1, beta2, epsilon };
    }
    case 'sgd': {
      const { momentum = 0, nesterov = false } = spec;
      return { name, learningRate: learningRate ?? 0.01, momentum, nesterov };
    }
    default:
      throw new Error(`unknown optimizer: ${String(name)} (expected adam or sgd)`);
  }
}

/** Makes the optimiser that a spec describes, of the engine's own operations. */
export function createOptimizer(spec: CompleteOptimizerSpec): tf.Optimizer {
  if (spec.name === 'adam') return tf.train.adam(spec.learningRate, spec.beta1, spec.beta2, spec.epsilon);
  return spec.momentum
    ? tf.train.momentum(spec.learningRate, spec.momentum, spec.nesterov)
    : tf.train.sgd(spec.learningRate);
}

/** The learning rate that an optimiser uses now. */
export function learningRateOf(optimizer: tf.Optimizer): number {
  return (optimizer as unknown as { learningRate: number }).learningRate;
}
