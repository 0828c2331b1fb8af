import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EpochRecord } from './epoch-record';
import { fit } from './fit';
import type { FitOptions } from './fit-options';
import { bestRecord, shouldStop } from './monitor';
import { data, network } from './parallel/testing/small-training';

beforeAll(() => tf.setBackend('cpu'));

const options: FitOptions = {
  train: data,
  validation: data,
  epochs: 3,
  batchSize: 16,
  optimizer: { name: 'sgd', learningRate: 0.5 },
};

/** Weights after each epoch, and the records. */
async function run(more: Partial<FitOptions>) {
  const model = network();
  const weights: number[][] = [];
  const read = () => model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  const { records, bestEpoch } = await fit(model, {
    ...options,
    ...more,
    callbacks: [() => void weights.push(read())],
  });
  const last = read();
  model.dispose();
  return { weights, last, records, bestEpoch };
}

const norm = (a: number[], b: number[]) => Math.hypot(...a.map((x, i) => x - b[i]));

describe('stepsPerEpoch', () => {
  it('makes epochs of so many updates, each pass over the images in an order of its own', async () => {
    const seen: number[] = [];
    const { records } = await run({
      stepsPerEpoch: 9,
      epochs: 2,
      onProgress: ({ phase, done, total }) => {
        if (phase === 'train') seen.push(done / total);
      },
    });
    expect(records).toHaveLength(2);
    // 60 images, 4 batches a pass: twice all and one batch of 16.
    expect(seen).toHaveLength(18);
    expect(seen[8]).toBe(1);
    expect(await run({ stepsPerEpoch: 4 })).toEqual(await run({}));
  });

  it('is an error where a source does not heed it', async () => {
    const source = {
      size: 16,
      batches: () => [
        {
          data: new Float32Array(64),
          shape: [16, 1, 4, 1] as [number, number, number, number],
          labels: new Uint8Array(16),
        },
      ],
    };
    await expect(run({ train: source, stepsPerEpoch: 3 })).rejects.toThrow('gave 1 batches (expected 3');
  });
});

describe('averaged weights', () => {
  it.each([1, 2])(
    'are what callbacks and the end see, between the weights of before and after, in %i replicas',
    async (replicas) => {
      const plain = await run({ replicas });
      const averaged = await run({ replicas, ema: { decay: 0.99 } });
      expect(averaged.last).toEqual(averaged.weights[2]);
      expect(averaged.last).not.toEqual(plain.last);
      expect(norm(averaged.last, plain.last)).toBeLessThan(norm(plain.weights[0], plain.last));
      // What training itself goes through is the same.
      expect(averaged.records.map((record) => record.loss)).toEqual(
        plain.records.map((record) => record.loss),
      );
      expect(await run({ replicas, ema: { decay: 0 } })).toEqual(plain);
    },
  );
});

describe('clipping', () => {
  it('by norm limits how far an update goes, and leaves small gradients as they are', async () => {
    const start = network();
    const before = start.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
    start.dispose();
    const once = { epochs: 1, stepsPerEpoch: 1 };
    const clipped = await run({ ...once, optimizer: { name: 'sgd', learningRate: 1, clipNorm: 1e-3 } });
    expect(norm(clipped.last, before)).toBeCloseTo(1e-3, 6);
    expect(await run({ optimizer: { name: 'sgd', learningRate: 0.5, clipNorm: 1e3 } })).toEqual(
      await run({}),
    );
  });
});

const record = (epoch: number, val_loss: number, val_accuracy = 0.5): EpochRecord => ({
  epoch,
  loss: 1,
  accuracy: 0.5,
  val_loss,
  val_accuracy,
  lr: 1,
});

describe('which epoch is best', () => {
  it('is what the monitor says: of losses the lowest, else the highest, the first of equals', () => {
    const records = [record(1, 2, 0.3), record(2, 1, 0.4), record(3, 1, 0.6), record(4, 3, 0.6)];
    expect(bestRecord(records)?.epoch).toBe(3);
    expect(bestRecord(records, 'val_loss')?.epoch).toBe(2);
    expect(bestRecord([])).toBeUndefined();
  });

  it('is refused where there is no such number', async () => {
    await expect(run({ validation: undefined, monitor: 'val_loss' })).rejects.toThrow(
      'invalid monitor: val_loss (expected accuracy or loss: there are no validation images)',
    );
    await expect(run({ monitor: 'luck' as 'loss' })).rejects.toThrow('unknown monitor: luck');
  });
});

describe('a warm-up', () => {
  it('that is as long as the training is refused', async () => {
    await expect(run({ epochs: 2, schedule: { name: 'cosine', warmupEpochs: 2 } })).rejects.toThrow(
      'invalid warmupEpochs: 2 (expected less than the 2 epochs of training)',
    );
  });
});

describe('early stopping', () => {
  it('waits so many epochs for an improvement', () => {
    const losses = [3, 2, 2.5, 1.95, 2, 2];
    const stops = losses.map((_, i) =>
      shouldStop(
        losses.slice(0, i + 1).map((loss, k) => record(k + 1, loss)),
        { patience: 2 },
      ),
    );
    expect(stops).toEqual([false, false, false, false, false, true]);
    const strict = { patience: 2, minDelta: 0.1 };
    expect(
      shouldStop(
        losses.slice(0, 4).map((loss, k) => record(k + 1, loss)),
        strict,
      ),
    ).toBe(true);
  });

  it('ends a run before its last epoch', async () => {
    const { records } = await run({ epochs: 20, earlyStopping: { patience: 1, minDelta: 10 } });
    expect(records).toHaveLength(2);
  });
});
