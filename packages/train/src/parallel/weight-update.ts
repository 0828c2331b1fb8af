import * as tf from '@tensorflow/tfjs-core';
import { completeOptimizer, learningRateOf, type OptimizerSpec } from '../optimizer';
import { advance, meanGradient, newOptimizerState, type FlatUpdate } from './flat-optimizer';
import { readFlat, sizeOf } from './flat-weights';
import type { ReplicaRunner } from './replica-runners';

/** Makes new weights, flat in one array, from the old ones and what the replicas found. */
export interface WeightUpdate {
  readonly learningRate: number;
  apply(update: Pick<FlatUpdate, 'weights' | 'next' | 'gradients' | 'shares'>): Promise<void>;
}

/** By an optimiser's spec; the runner's threads do the work where they share memory. */
export function bySpec(optimizer: OptimizerSpec, size: number, runner: ReplicaRunner): WeightUpdate {
  const spec = completeOptimizer(optimizer);
  const state = newOptimizerState(spec, size);
  return {
    learningRate: spec.learningRate,
    async apply(found) {
      await runner.update({ spec, ...state, ...found });
      advance(state, spec);
    },
  };
}

/** By an optimiser of the caller's on the model's own variables, read back into the flat array. */
export function byOptimizer(optimizer: tf.Optimizer, variables: tf.Variable[]): WeightUpdate {
  const whole = { from: 0, to: sizeOf(variables) };
  return {
    get learningRate() {
      return learningRateOf(optimizer);
    },
    async apply({ next, ...found }) {
      tf.tidy(() => {
        const tensors = split(meanGradient(found, whole), variables);
        optimizer.applyGradients(tensors.map((tensor, i) => ({ name: variables[i].name, tensor })));
      });
      await readFlat(variables, next);
    },
  };
}

/** A flat tensor in parts of the shapes of `like`. */
function split(flat: tf.Tensor1D, like: tf.Tensor[]): tf.Tensor[] {
  let offset = 0;
  return like.map(({ shape, size }) => {
    const part = tf.reshape(tf.slice(flat, offset, size), shape);
    offset += size;
    return part;
  });
}
