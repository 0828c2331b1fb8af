import * as tf from '@tensorflow/tfjs-core';
import { learningRateOf, type CompleteOptimizerSpec } from '../optimizer';
import { readFlat, tensorsOf } from './flat-weights';

/** Changes all of a model's trainable weights, flat in one array, by their gradients. */
export interface FlatOptimizer {
  readonly learningRate: number;
  update(weights: Float32Array, gradients: Float32Array): void | Promise<void>;
}

/**
 * The optimiser of a spec on plain arrays: one loop over the weights in place of a dozen operations a tensor,
 * while the threads wait. It rounds to float32 after every operation and keeps the order of TF.js's own
 * optimisers, so that the weights are theirs to the bit on a backend that computes in float32 (wasm).
 */
export function flatOptimizer(spec: CompleteOptimizerSpec, size: number): FlatOptimizer {
  if (spec.name === 'adam') return flatAdam(spec, size);
  return spec.momentum ? flatMomentum(spec, size) : flatSgd(spec);
}

const { fround, sqrt } = Math;

/**
 * Adam: m = b1 m + (1 - b1) g, v = b2 v + (1 - b2) g², w -= lr · m̂ / (sqrt(v̂) + epsilon), where m̂ = m / (1 - b1^t)
 * and v̂ = v / (1 - b2^t). Kingma & Ba 2015, https://arxiv.org/abs/1412.6980
 */
function flatAdam(
  { learningRate, beta1, beta2, epsilon }: Extract<CompleteOptimizerSpec, { name: 'adam' }>,
  size: number,
): FlatOptimizer {
  const first = new Float32Array(size);
  const second = new Float32Array(size);
  const [b1, b2, eps, step] = [beta1, beta2, epsilon, -learningRate].map(fround);
  const [rest1, rest2] = [1 - beta1, 1 - beta2].map(fround);
  let power1 = b1;
  let power2 = b2;
  return {
    learningRate,
    update(weights, gradients) {
      const correction1 = fround(1 - power1);
      const correction2 = fround(1 - power2);
      for (let i = 0; i < size; i++) {
        const g = gradients[i];
        const m = fround(fround(first[i] * b1) + fround(g * rest1));
        const v = fround(fround(second[i] * b2) + fround(fround(g * g) * rest2));
        first[i] = m;
        second[i] = v;
        const root = fround(sqrt(fround(v / correction2)));
        weights[i] = fround(fround(fround(m / correction1) / fround(root + eps)) * step) + weights[i];
      }
      power1 = fround(power1 * b1);
      power2 = fround(power2 * b2);
    },
  };
}

/** a = momentum · a + g, w -= lr · a; with Nesterov w -= lr · (g + momentum · a). */
function flatMomentum(
  { learningRate, momentum, nesterov }: Extract<CompleteOptimizerSpec, { name: 'sgd' }>,
  size: number,
): FlatOptimizer {
  const accumulated = new Float32Array(size);
  const [factor, step] = [momentum, -learningRate].map(fround);
  return {
    learningRate,
    update(weights, gradients) {
      for (let i = 0; i < size; i++) {
        const a = fround(fround(factor * accumulated[i]) + gradients[i]);
        accumulated[i] = a;
        const direction = nesterov ? fround(gradients[i] + fround(a * factor)) : a;
        weights[i] = fround(step * direction) + weights[i];
      }
    },
  };
}

/** w -= lr · g. */
function flatSgd({ learningRate }: CompleteOptimizerSpec): FlatOptimizer {
  const step = fround(-learningRate);
  return {
    learningRate,
    update(weights, gradients) {
      for (let i = 0; i < weights.length; i++) weights[i] = fround(step * gradients[i]) + weights[i];
    },
  };
}

/** An optimiser of the caller's on the model's own variables, read back into the flat array. */
export function onVariables(optimizer: tf.Optimizer, variables: tf.Variable[]): FlatOptimizer {
  return {
    get learningRate() {
      return learningRateOf(optimizer);
    },
    async update(weights, gradients) {
      tf.tidy(() => {
        const tensors = tensorsOf(gradients, variables);
        optimizer.applyGradients(tensors.map((tensor, i) => ({ name: variables[i].name, tensor })));
      });
      await readFlat(variables, weights);
    },
  };
}
