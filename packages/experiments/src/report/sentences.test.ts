import { auditDataset, type LabelledImages } from '@fer/data';
import { expect, it } from 'vitest';
import { parseSpec } from '../parse-spec';
import { newRunRecord } from '../run-record';
import type { TrainingInput } from '../spec';
import { auditSentence, auditTable } from './audit-text';
import { faithfulnessSentences, faithfulnessTable } from './faithfulness-text';
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

it('says what an audit means', () => {
  const ds: LabelledImages = {
    images: Uint8Array.from([0, 9, 200, 90, 0, 9, 200, 90, 255, 0, 0, 0, 7, 7, 7, 7]),
    shape: [4, 2, 2, 1],
    labels: Uint8Array.of(0, 1, 1, 1),
    classes: ['glad', 'sad'],
    splits: ['train', 'test', 'train', 'train'],
  };
  const audit = auditDataset(ds);
  expect(auditSentence(audit)).toMatch(
    /^4 images in all; sad has 3\.0 times as many as glad\. 1 image shows nothing\. Copies in different splits \(1 image exact, .*1 image occurs under different labels: nobody can be right about both\.$/,
  );
  expect(auditTable(audit).rows).toContainEqual(['images that occur under different labels', '1']);
});

it('orders methods by deletion, and says how many beat a random map and an edge detector', () => {
  const row = (method: string, mean: number, isBaseline = false) => ({
    method,
    isBaseline,
    gain: 0.5 - mean,
    scores: { deletion: { mean, values: new Float32Array(), better: 'lower' as const, warnings: [] } },
  });
  const faithfulness = {
    images: 7,
    rankBy: 'deletion' as const,
    metrics: [{ metric: 'deletion' as const, better: 'lower' as const }],
    rows: [
      row('saliency', 0.4),
      { method: 'gradCam', isBaseline: false, scores: {}, error: 'no convolution' },
      row('lime', 0.1),
      row('random', 0.5, true),
      row('sobel', 0.3, true),
    ],
  };
  expect(faithfulnessTable(faithfulness).rows).toEqual([
    ['lime', '0.100'],
    ['saliency', '0.400'],
    ['gradCam: no convolution', '–'],
    ['sobel (knows nothing of the model)', '0.300'],
    ['random (knows nothing of the model)', '0.500'],
  ]);
  expect(faithfulnessSentences(faithfulness)[1]).toBe(
    'By deletion 2 of 2 methods do better than a random map, and 1 better than an edge detector that has never seen the model.',
  );
});
