import { expect, it } from 'vitest';
import { parseSpec } from '../parse-spec';
import { newRunRecord } from '../run-record';
import type { TrainingInput } from '../spec';
import { trainingSentence } from './sentences';

const sentence = (training: TrainingInput, epochsDone: number) =>
  trainingSentence({
    ...newRunRecord({
      spec: parseSpec({ training }),
      classes: [],
      preprocessing: { kind: 'none' },
      dataHash: '',
      backend: 'cpu',
      versions: {},
    }),
    epochsDone,
  });

it('says how a run was trained, and what was not as by default', () => {
  expect(sentence({}, 1)).toBe('1 epoch with batches of 64 in 2 replicas; adam at a learning rate of 0.001.');
  const much: TrainingInput = {
    epochs: 30,
    stepsPerEpoch: 9,
    replicas: 1,
    optimizer: { name: 'sgd' },
    schedule: { name: 'cosine', warmupEpochs: 2 },
    labelSmoothing: 0.1,
    classWeights: 'balanced',
    ema: { decay: 0.99 },
    earlyStopping: { patience: 5 },
  };
  expect(sentence(much, 12)).toBe(
    '12 epochs of 9 updates with batches of 64; sgd at a learning rate of 0.01; schedule cosine; warm-up of 2 epochs; labels smoothed by 0.1; classes balanced; weights averaged (decay 0.99); stopped as val_loss had not improved for 5 epochs.',
  );
});
