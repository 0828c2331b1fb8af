import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { optimizerReference, relativeError } from '@fer/fixtures';
import { beforeAll, describe, expect, it } from 'vitest';
import { fit } from '../fit';
import type { OptimizerSpec } from './optimizer-spec';

const reference = optimizerReference();

beforeAll(() => tf.setBackend('cpu'));

describe('ten full-batch updates', () => {
  it.each(reference.cases)("of $name follow PyTorch's trajectory, update by update", async (expected) => {
    const model = tfl.sequential({
      layers: [tfl.layers.flatten({ inputShape: [1, 6, 1] }), tfl.layers.dense({ units: 4 })],
    });
    model.setWeights([tf.tensor2d(reference.W0, [6, 4]), tf.tensor1d(reference.b0)]);
    const batch = {
      data: Float32Array.from(reference.X),
      shape: [24, 1, 6, 1] as [number, number, number, number],
      labels: reference.y,
    };
    const trajectory: number[][][] = [];
    const { records } = await fit(model, {
      train: { size: 24, batches: () => [batch] },
      epochs: 10,
      optimizer: expected.spec as OptimizerSpec,
      callbacks: [() => void trajectory.push(model.getWeights().map((w) => Array.from(w.dataSync())))],
    });
    const losses = records.map((record) => record.loss);
    expect(relativeError(losses, expected.losses)).toBeLessThan(1e-4);
    trajectory.forEach(([W, b], update) => {
      expect(relativeError(W, expected.W[update]), `W after update ${update + 1}`).toBeLessThan(1e-4);
      expect(relativeError(b, expected.b[update]), `b after update ${update + 1}`).toBeLessThan(1e-4);
    });
  });
});
