import * as tf from '@tensorflow/tfjs-core';

/** An optimiser as data, so that it can stand in a JSON spec. Defaults as in Keras. */
export type OptimizerSpec =
  | { name: 'adam'; learningRate?: number; beta1?: number; beta2?: number; epsilon?: number }
  | { name: 'sgd'; learningRate?: number; momentum?: number; nesterov?: boolean };

/**
 * Makes the optimiser that a spec describes. `adam`: learning rate 0.001, beta1 0.9, beta2 0.999, epsilon 1e-7
 * (Kingma & Ba 2015). `sgd`: learning rate 0.01, momentum 0, plain (Sutskever et al. 2013 with momentum).
 *
 * @throws on an unknown name or a learning rate that is not positive.
 */
export function createOptimizer(spec: OptimizerSpec): tf.Optimizer {
  const { name, learningRate } = spec;
  if (learningRate !== undefined && !(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new Error(`invalid learning rate: ${learningRate} (expected a number > 0)`);
  }
  switch (name) {
    case 'adam':
      return tf.train.adam(
        learningRate ?? 1e-3,
        spec.beta1 ?? 0.9,
        spec.beta2 ?? 0.999,
        spec.epsilon ?? 1e-7,
      );
    case 'sgd':
      return spec.momentum
        ? tf.train.momentum(learningRate ?? 0.01, spec.momentum, spec.nesterov ?? false)
        : tf.train.sgd(learningRate ?? 0.01);
    default:
      throw new Error(`unknown optimizer: ${String(name)} (expected adam or sgd)`);
  }
}

/** The learning rate that an optimiser uses now. */
export function learningRateOf(optimizer: tf.Optimizer): number {
  return (optimizer as unknown as { learningRate: number }).learningRate;
}
