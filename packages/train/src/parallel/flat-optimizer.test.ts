import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { completeOptimizer, optimizerNames, type OptimizerSpec } from '../optimizers/optimizer-spec';
import { updateRule } from '../optimizers/update-rule';
import { newSlots, updateRange } from './flat-optimizer';

const SIZE = 5000;

/** Numbers of very different sizes, some of them 0. */
const numbers = (seed: number) =>
  Float32Array.from({ length: SIZE }, (_, i) =>
    i % 97 === 0 ? 0 : Math.sin(i * 12.9898 + seed * 78.233) * 10 ** -((i + seed) % 12),
  );

async function flat(optimizer: OptimizerSpec, steps: number, bounds: number[]): Promise<Float32Array> {
  const spec = completeOptimizer(optimizer);
  const options = { average: { decay: 0.9 } };
  let weights = numbers(0);
  const slots = newSlots(updateRule(spec, options), weights);
  for (let step = 1; step <= steps; step++) {
    const next = new Float32Array(SIZE);
    for (let i = 1; i < bounds.length; i++) {
      const found = { weights, next, slots, gradients: [numbers(step)], shares: [1] };
      await updateRange(
        { spec, options, learningRate: 0.01, t: step, ...found },
        { from: bounds[i - 1], to: bounds[i] },
      );
    }
    weights = next;
  }
  return weights;
}

beforeAll(() => tf.setBackend('cpu'));

describe.each(optimizerNames())('%s on plain arrays', (name) => {
  it('gives the same weights range by range, and leaves no tensors', async () => {
    const before = tf.memory().numTensors;
    expect(await flat({ name }, 5, [0, 1, 1700, 4999, SIZE])).toEqual(await flat({ name }, 5, [0, SIZE]));
    expect(tf.memory().numTensors).toBe(before);
  });
});

it('averages the gradients of replicas by their shares, in order', async () => {
  const update = {
    spec: completeOptimizer({ name: 'sgd' }),
    options: {},
    learningRate: 1,
    t: 1,
    slots: [],
    weights: Float32Array.of(1, 2),
    next: new Float32Array(2),
    gradients: [Float32Array.of(4, 8), Float32Array.of(-4, 0)],
    shares: [0.75, 0.25],
  };
  await updateRange(update, { from: 0, to: 2 });
  expect(Array.from(update.next)).toEqual([-1, -4]);
  expect(Array.from(update.weights)).toEqual([1, 2]);
});
