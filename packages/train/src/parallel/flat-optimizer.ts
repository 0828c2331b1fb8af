import * as tf from '@tensorflow/tfjs-core';
import type { CompleteOptimizerSpec } from '../optimizers/optimizer-spec';
import { updateRule, type RuleOptions, type UpdateRule } from '../optimizers/update-rule';
import { partOf, sharedArray, type Range } from './flat-weights';

/** All that an update of the weights is made from; the arrays may be shared, so that each thread does its range. */
export interface FlatUpdate {
  spec: CompleteOptimizerSpec;
  options: RuleOptions;
  learningRate: number;
  /** Number of the update in the run, from 1. */
  t: number;
  weights: Float32Array;
  /** Where the new weights go: the old ones stay whole until all threads are done. */
  next: Float32Array;
  /** What the optimiser remembers, each as long as the weights; overwritten by what it remembers next. */
  slots: Float32Array[];
  /** Of every replica, in order, and what each counts in the mean. */
  gradients: Float32Array[];
  shares: number[];
}

/** What a rule begins to remember with. */
export function newSlots({ slots }: UpdateRule, weights: Float32Array): Float32Array[] {
  return slots.map((start) => {
    const slot = sharedArray(weights.length);
    if (start === 'weights') slot.set(weights);
    else slot.fill(start);
    return slot;
  });
}

/** Updates a range of the weights by the mean of the replicas' gradients, summed in order of replica. */
export async function updateRange(update: FlatUpdate, { from, to }: Range): Promise<void> {
  if (from === to) return;
  const { spec, options, learningRate, t, next, slots } = update;
  const part = (values: Float32Array) => tf.tensor1d(partOf(values, { from, to }));
  const { weights, slots: remembered } = tf.tidy(() =>
    updateRule(spec, options).update({
      weights: part(update.weights),
      gradient: meanGradient(update, { from, to }),
      slots: slots.map(part),
      learningRate,
      t,
    }),
  );
  try {
    next.set(await weights.data<'float32'>(), from);
    for (const [i, slot] of remembered.entries()) slots[i].set(await slot.data<'float32'>(), from);
  } finally {
    tf.dispose([weights, remembered]);
  }
}

/** The gradient of the mean loss over the whole batch, for a range of the weights. */
export function meanGradient(
  { gradients, shares }: Pick<FlatUpdate, 'gradients' | 'shares'>,
  range: Range,
): tf.Tensor1D {
  return tf.tidy(() =>
    gradients
      .map((gradient, replica) => tf.mul<tf.Tensor1D>(tf.tensor1d(partOf(gradient, range)), shares[replica]))
      .reduce((sum, share) => tf.add(sum, share)),
  );
}
