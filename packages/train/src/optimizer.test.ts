import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import { beforeAll, describe, expect, it } from 'vitest';
import { fit } from './fit';
import type { OptimizerSpec } from './optimizer';

interface OptimizerReference {
  X: EncodedTensor;
  y: number[];
  W0: EncodedTensor;
  b0: EncodedTensor;
  cases: { name: string; losses: number[]; W: EncodedTensor; b: EncodedTensor }[];
}

const reference = readReference<OptimizerReference>('optimizers');
const specs: Record<string, OptimizerSpec> = {
  sgd: { name: 'sgd', learningRate: 0.1 },
  sgd_momentum: { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
  sgd_nesterov: { name: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true },
  adam: { name: 'adam', learningRate: 0.05, epsilon: 1e-8 },
  'adam_eps1e-7': { name: 'adam', learningRate: 0.05, epsilon: 1e-7 },
};

beforeAll(() => tf.setBackend('cpu'));

describe('a run of ten full-batch updates', () => {
  it.each(Object.entries(specs))("follows PyTorch's trajectory with %s", async (name, optimizer) => {
    const expected = reference.cases.find((c) => c.name === name)!;
    const X = decodeTensor(reference.X);
    const model = tfl.sequential({
      layers: [tfl.layers.flatten({ inputShape: [1, 6, 1] }), tfl.layers.dense({ units: 4 })],
    });
    model.setWeights(
      [reference.W0, reference.b0].map((t) => tf.tensor(decodeTensor(t).data as Float32Array, t.shape)),
    );
    const batch = {
      data: Float32Array.from(X.data),
      shape: [24, 1, 6, 1] as [number, number, number, number],
      labels: reference.y,
    };
    const { records } = await fit(model, {
      train: { size: 24, batches: () => [batch] },
      epochs: 10,
      optimizer,
    });
    expect(
      relativeError(
        records.map((record) => record.loss),
        expected.losses,
      ),
    ).toBeLessThan(1e-4);
    const [W, b] = model.getWeights();
    expect(relativeError(W.dataSync(), lastOf(expected.W))).toBeLessThan(1e-4);
    expect(relativeError(b.dataSync(), lastOf(expected.b))).toBeLessThan(1e-4);
  });
});

/** The reference holds the weights after every update, `[10, ...]`: the last one. */
function lastOf(encoded: EncodedTensor): number[] {
  const values = Array.from(decodeTensor(encoded).data);
  return values.slice(values.length - values.length / encoded.shape[0]);
}
