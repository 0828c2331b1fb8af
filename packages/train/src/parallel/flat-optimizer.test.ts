import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { describe, expect, it } from 'vitest';
import { completeOptimizer, createOptimizer, type OptimizerSpec } from '../optimizer';
import { advance, newOptimizerState, updateRange } from './flat-optimizer';

const SIZE = 5000;
const specs: [string, OptimizerSpec][] = [
  ['adam', { name: 'adam' }],
  ['adam with other constants', { name: 'adam', learningRate: 0.03, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 }],
  ['sgd', { name: 'sgd', learningRate: 0.1 }],
  ['momentum', { name: 'sgd', momentum: 0.9 }],
  ['nesterov', { name: 'sgd', momentum: 0.9, nesterov: true }],
];

/** Numbers of very different sizes, some of them 0. */
const numbers = (seed: number) =>
  Float32Array.from({ length: SIZE }, (_, i) =>
    i % 97 === 0 ? 0 : Math.sin(i * 12.9898 + seed * 78.233) * 10 ** -((i + seed) % 12),
  );

async function flat(optimizer: OptimizerSpec, steps: number, bounds: number[]): Promise<Float32Array> {
  const spec = completeOptimizer(optimizer);
  const state = newOptimizerState(spec, SIZE);
  let weights = numbers(0);
  for (let step = 1; step <= steps; step++) {
    const next = new Float32Array(SIZE);
    for (let i = 1; i < bounds.length; i++) {
      const update = { spec, ...state, weights, next, gradients: [numbers(step)], shares: [1] };
      await updateRange(update, { from: bounds[i - 1], to: bounds[i] });
    }
    advance(state, spec);
    weights = next;
  }
  return weights;
}

function byTensors(optimizer: OptimizerSpec, steps: number): Float32Array {
  const made = createOptimizer(completeOptimizer(optimizer));
  const variable = tf.variable(tf.tensor1d(numbers(0)));
  for (let step = 1; step <= steps; step++) {
    const tensor = tf.tensor1d(numbers(step));
    made.applyGradients([{ name: variable.name, tensor }]);
    tensor.dispose();
  }
  const values = variable.dataSync<'float32'>().slice();
  variable.dispose();
  made.dispose();
  return values;
}

describe.each(specs)('%s on plain arrays', (_, spec) => {
  it.each(['cpu', 'wasm'])(
    "gives, after thirty updates, the weights of TF.js's own on %s to the bit",
    async (backend) => {
      await tf.setBackend(backend);
      const expected = byTensors(spec, 30);
      const before = tf.memory().numTensors;
      expect(await flat(spec, 30, [0, SIZE])).toEqual(expected);
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('gives the same weights range by range', async () => {
    expect(await flat(spec, 5, [0, 1, 1700, 4999, SIZE])).toEqual(await flat(spec, 5, [0, SIZE]));
  });
});

it('averages the gradients of replicas by their shares, in order', async () => {
  const spec = completeOptimizer({ name: 'sgd', learningRate: 1 });
  const update = {
    spec,
    ...newOptimizerState(spec, 2),
    weights: Float32Array.of(1, 2),
    next: new Float32Array(2),
    gradients: [Float32Array.of(4, 8), Float32Array.of(-4, 0)],
    shares: [0.75, 0.25],
  };
  await updateRange(update, { from: 0, to: 2 });
  expect(Array.from(update.next)).toEqual([-1, -4]);
  expect(Array.from(update.weights)).toEqual([1, 2]);
});
