import * as tf from '@tensorflow/tfjs-core';
import { meanGradientNorm, normScale } from '../optimizers/gradient-norm';
import type { CompleteOptimizerSpec } from '../optimizers/optimizer-spec';
import { updateRule } from '../optimizers/update-rule';
import type { WeightAverage } from '../optimizers/weight-average';
import { meanGradient, newSlots, type FlatUpdate } from './flat-optimizer';
import { readFlat, sharedArray, sizeOf } from './flat-weights';
import type { ReplicaRunner } from './replica-runners';

/** Makes new weights, flat in one array, from the old ones and what the replicas found. */
export interface WeightUpdate {
  /** What it remembers from update to update; undefined where a caller's optimiser keeps that to itself. */
  readonly slots?: Float32Array[];
  apply(
    update: Pick<FlatUpdate, 'weights' | 'next' | 'gradients' | 'shares' | 'learningRate' | 't'>,
  ): Promise<void>;
}

/** By an optimiser's spec; the runner's threads do the work where they share memory. */
export function bySpec(
  spec: CompleteOptimizerSpec,
  {
    weights,
    runner,
    average,
    slots,
  }: { weights: Float32Array; runner: ReplicaRunner; average?: WeightAverage; slots?: Float32Array[] },
): WeightUpdate & { slots: Float32Array[] } {
  const remembered = slots?.map(shared) ?? newSlots(updateRule(spec, { average }), weights);
  return {
    slots: remembered,
    async apply(found) {
      const { clipNorm } = spec;
      const scale =
        clipNorm === undefined ? 1 : normScale(meanGradientNorm(found.gradients, found.shares), clipNorm);
      await runner.update({ spec, options: { average, scale }, slots: remembered, ...found });
    },
  };
}

function shared(values: Float32Array): Float32Array {
  const array = sharedArray(values.length);
  array.set(values);
  return array;
}

/** By an optimiser of the caller's on the model's own variables, read back into the flat array. */
export function byOptimizer(optimizer: tf.Optimizer, variables: tf.Variable[]): WeightUpdate {
  const whole = { from: 0, to: sizeOf(variables) };
  return {
    async apply({ next, gradients, shares }) {
      tf.tidy(() => {
        const mean = meanGradient({ gradients, shares }, whole);
        const tensors = split(mean, variables);
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
