import * as tf from '@tensorflow/tfjs-core';
import type { CompleteOptimizerSpec } from '../optimizer';
import { partOf, sharedArray, type Range } from './flat-weights';

/** What an optimiser remembers: an array or two as long as the weights, and for Adam b1^t and b2^t. */
export interface OptimizerState {
  slots: Float32Array[];
  powers: number[];
}

/** All that an update of the weights is made from; the arrays may be shared, so that each thread does its range. */
export interface FlatUpdate extends OptimizerState {
  spec: CompleteOptimizerSpec;
  weights: Float32Array;
  /** Where the new weights go: the old ones stay whole until all threads are done. */
  next: Float32Array;
  /** Of every replica, in order, and what each counts in the mean. */
  gradients: Float32Array[];
  shares: number[];
}

const { fround } = Math;

/** The memory of an optimiser that has made no update yet, for `size` weights. */
export function newOptimizerState(spec: CompleteOptimizerSpec, size: number): OptimizerState {
  const slots = (count: number) => Array.from({ length: count }, () => sharedArray(size));
  if (spec.name === 'adam') return { slots: slots(2), powers: [fround(spec.beta1), fround(spec.beta2)] };
  return { slots: slots(spec.momentum ? 1 : 0), powers: [] };
}

/** To be called after every update. */
export function advance(state: OptimizerState, spec: CompleteOptimizerSpec): void {
  if (spec.name !== 'adam') return;
  const [power1, power2] = state.powers;
  state.powers = [fround(power1 * fround(spec.beta1)), fround(power2 * fround(spec.beta2))];
}

/**
 * Updates a range of the weights by the mean of the replicas' gradients, summed in order of replica. It is made of
 * the operations of TF.js's own optimisers in their order, each on one long tensor, so the weights are theirs to the
 * bit; and each number depends on those of its place alone, so that it does not matter who computes which range.
 */
export async function updateRange(update: FlatUpdate, { from, to }: Range): Promise<void> {
  if (from === to) return;
  const { spec, weights, next, slots } = update;
  const part = (values: Float32Array) => tf.tensor1d(partOf(values, { from, to }));
  const [changed, ...remembered] = tf.tidy(() => {
    const mean = meanGradient(update, { from, to });
    const parts = slots.map(part);
    return spec.name === 'adam'
      ? adam(spec, part(weights), mean, parts, update.powers)
      : sgd(spec, part(weights), mean, parts);
  });
  try {
    next.set(await changed.data<'float32'>(), from);
    for (const [i, slot] of remembered.entries()) slots[i].set(await slot.data<'float32'>(), from);
  } finally {
    tf.dispose([changed, remembered]);
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

/**
 * m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g², w -= lr · m̂ / (sqrt(v̂) + epsilon), where m̂ = m / (1 - b1^t) and
 * v̂ = v / (1 - b2^t). Kingma & Ba 2015, https://arxiv.org/abs/1412.6980
 */
function adam(
  { beta1, beta2, epsilon, learningRate }: Extract<CompleteOptimizerSpec, { name: 'adam' }>,
  weights: tf.Tensor,
  gradient: tf.Tensor,
  [first, second]: tf.Tensor[],
  [power1, power2]: number[],
): tf.Tensor[] {
  const m = tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1));
  const v = tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2));
  const root = tf.sqrt(tf.div(v, fround(1 - power2)));
  const direction = tf.div(tf.div(m, fround(1 - power1)), tf.add(root, epsilon));
  return [tf.add(tf.mul(direction, -learningRate), weights), m, v];
}

/** a = momentum · a + g, w -= lr · a; with Nesterov w -= lr · (g + momentum · a); without momentum w -= lr · g. */
function sgd(
  { momentum, nesterov, learningRate }: Extract<CompleteOptimizerSpec, { name: 'sgd' }>,
  weights: tf.Tensor,
  gradient: tf.Tensor,
  [accumulated]: (tf.Tensor | undefined)[],
): tf.Tensor[] {
  const step = (direction: tf.Tensor) => tf.add(tf.mul(-learningRate, direction), weights);
  if (accumulated === undefined) return [step(gradient)];
  const a = tf.add(tf.mul(momentum, accumulated), gradient);
  return [step(nesterov ? tf.add(gradient, tf.mul(a, momentum)) : a), a];
}
