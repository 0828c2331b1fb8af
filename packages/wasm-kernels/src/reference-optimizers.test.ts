import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import { fit } from '@fer/train';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { useBackend } from './testing/backends';

interface OptimizerReference {
  X: EncodedTensor;
  y: number[];
  W0: EncodedTensor;
  b0: EncodedTensor;
  cases: {
    name: string;
    params: Record<string, number>;
    losses: number[];
    W: EncodedTensor;
    b: EncodedTensor;
  }[];
}
const reference = readReference<OptimizerReference>('optimizers');

/** Makes the optimiser of a case; a case that is not listed is of one that TF.js has not, or has otherwise. */
const optimizers: Record<string, (p: Record<string, number>) => tf.Optimizer> = {
  sgd: ({ lr }) => tf.train.sgd(lr),
  sgd_momentum: ({ lr, momentum }) => tf.train.momentum(lr, momentum),
  sgd_nesterov: ({ lr, momentum }) => tf.train.momentum(lr, momentum, true),
  adam: ({ lr, beta1, beta2, eps }) => tf.train.adam(lr, beta1, beta2, eps),
  'adam_eps1e-7': ({ lr, beta1, beta2, eps }) => tf.train.adam(lr, beta1, beta2, eps),
  adamax: ({ lr, eps }) => tf.train.adamax(lr, undefined, undefined, eps),
  adagrad: ({ lr, initAccumulator }) => tf.train.adagrad(lr, initAccumulator),
};
const adadelta = 'TF.js divides by the average of squared gradients before this update, not after it';
const missing: Record<string, string> = {
  adadelta_torchdefault: adadelta,
  adadelta_kerasdefault: adadelta,
  'adadelta_lr1_rho95_eps1e-7': adadelta,
  'adadelta_lr1_rho95_eps1e-8': adadelta,
  sgd_momentum_wd: 'TF.js has no weight decay',
  adamw: 'TF.js has no weight decay',
  rmsprop: 'TF.js adds epsilon inside of the root',
  rmsprop_momentum_centered: 'TF.js adds epsilon inside of the root',
};
const TOLERANCE = 1e-4;

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
  // In its test mode the engine takes what the loss keeps for its gradient for a leak.
  tf.env().set('IS_TEST', false);
});

function linearModel(): tfl.LayersModel {
  const model = tfl.sequential({
    layers: [tfl.layers.flatten({ inputShape: [1, 6, 1] }), tfl.layers.dense({ units: 4 })],
  });
  model.setWeights(
    [reference.W0, reference.b0].map((t) => tf.tensor(decodeTensor(t).data as Float32Array, t.shape)),
  );
  return model;
}

describe('ten full-batch updates on wasm', () => {
  for (const c of reference.cases) {
    if (c.name in missing) {
      test.skip(`${c.name}: ${missing[c.name]}`, () => undefined);
      continue;
    }
    test(`${c.name} follows PyTorch's trajectory, update by update`, async () => {
      const model = linearModel();
      const optimizer = optimizers[c.name](c.params);
      const batch = {
        data: Float32Array.from(decodeTensor(reference.X).data),
        shape: [24, 1, 6, 1] as [number, number, number, number],
        labels: reference.y,
      };
      const trajectory: Float32Array[][] = [];
      const { records } = await fit(model, {
        train: { size: 24, batches: () => [batch] },
        epochs: 10,
        optimizer,
        callbacks: [
          () => void trajectory.push(model.getWeights().map((w) => Float32Array.from(w.dataSync()))),
        ],
      });
      const losses = records.map((record) => record.loss);
      expect(relativeError(losses, c.losses)).toBeLessThan(TOLERANCE);
      [c.W, c.b].forEach((encoded, which) => {
        const expected = decodeTensor(encoded).data;
        const size = expected.length / 10;
        trajectory.forEach((weights, update) => {
          const wanted = Array.from(expected.slice(update * size, (update + 1) * size));
          expect(relativeError(weights[which], wanted), `after update ${update + 1}`).toBeLessThan(TOLERANCE);
        });
      });
      optimizer.dispose();
      model.dispose();
    });
  }
});
