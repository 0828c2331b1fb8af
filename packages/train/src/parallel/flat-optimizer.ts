import type { CompleteOptimizerSpec } from '../optimizer';
import { sharedArray } from './flat-weights';

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

export interface Range {
  from: number;
  to: number;
}

/** Weights at a time: their gradients stay in the processor's cache between the mean and the update. */
const CHUNK = 2048;

const { fround, sqrt } = Math;

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
 * Updates a range of the weights by the mean of the replicas' gradients, summed in order of replica: one loop over
 * plain arrays in place of a dozen operations a tensor. It rounds to float32 after every operation and keeps the order
 * of TF.js's own optimisers, so that the weights are theirs to the bit on a backend that computes in float32.
 */
export function updateRange(update: FlatUpdate, { from, to }: Range): void {
  const mean = new Float32Array(CHUNK);
  for (let start = from; start < to; start += CHUNK) {
    const end = Math.min(start + CHUNK, to);
    meanGradient(update, { from: start, to: end }, mean);
    if (update.spec.name === 'adam') adam(update, mean, start, end);
    else if (update.spec.momentum) momentum(update, mean, start, end);
    else sgd(update, mean, start, end);
  }
}

/** The gradient of the mean loss over the whole batch, for a range of the weights, to the front of `mean`. */
export function meanGradient(
  { gradients, shares }: Pick<FlatUpdate, 'gradients' | 'shares'>,
  { from, to }: Range,
  mean: Float32Array,
): void {
  const length = to - from;
  mean.fill(0, 0, length);
  gradients.forEach((gradient, replica) => {
    const share = shares[replica];
    for (let i = 0; i < length; i++) mean[i] += share * gradient[from + i];
  });
}

/**
 * m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g², w -= lr · m̂ / (sqrt(v̂) + epsilon), where m̂ = m / (1 - b1^t) and
 * v̂ = v / (1 - b2^t). Kingma & Ba 2015, https://arxiv.org/abs/1412.6980
 */
function adam(
  { spec, weights, next, slots: [first, second], powers }: FlatUpdate,
  mean: Float32Array,
  from: number,
  to: number,
): void {
  if (spec.name !== 'adam') return;
  const { beta1, beta2, epsilon, learningRate } = spec;
  const [b1, b2, eps, step] = [beta1, beta2, epsilon, -learningRate].map(fround);
  const [rest1, rest2] = [1 - beta1, 1 - beta2].map(fround);
  const [correction1, correction2] = powers.map((power) => fround(1 - power));
  for (let i = from; i < to; i++) {
    const g = mean[i - from];
    const m = fround(fround(first[i] * b1) + fround(g * rest1));
    const v = fround(fround(second[i] * b2) + fround(fround(g * g) * rest2));
    first[i] = m;
    second[i] = v;
    const root = fround(sqrt(fround(v / correction2)));
    next[i] = fround(fround(fround(m / correction1) / fround(root + eps)) * step) + weights[i];
  }
}

/** a = momentum · a + g, w -= lr · a; with Nesterov w -= lr · (g + momentum · a). */
function momentum(
  { spec, weights, next, slots: [accumulated] }: FlatUpdate,
  mean: Float32Array,
  from: number,
  to: number,
): void {
  if (spec.name !== 'sgd') return;
  const factor = fround(spec.momentum);
  const step = fround(-spec.learningRate);
  for (let i = from; i < to; i++) {
    const g = mean[i - from];
    const a = fround(fround(factor * accumulated[i]) + g);
    accumulated[i] = a;
    next[i] = fround(step * (spec.nesterov ? fround(g + fround(a * factor)) : a)) + weights[i];
  }
}

/** w -= lr · g. */
function sgd({ spec, weights, next }: FlatUpdate, mean: Float32Array, from: number, to: number): void {
  const step = fround(-spec.learningRate);
  for (let i = from; i < to; i++) next[i] = fround(step * mean[i - from]) + weights[i];
}
