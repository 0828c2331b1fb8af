import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate';
import { fit } from '../fit';
import type { FitOptions } from '../fit-options';
import { predictInWorkers } from '../predict-in-workers';
import { data, network, startWorker } from './testing/small-training';
import { WorkerPool } from './worker-pool';

beforeAll(() => tf.setBackend('cpu'));

describe('inference in workers', () => {
  it.each([1, 2, 3])('evaluates and predicts to the same numbers on %i', async (workers) => {
    const model = network({ batchNorm: true });
    await fit(model, { train: data, epochs: 1 });
    const options = { batchSize: 7, workers, startWorker };
    expect(await evaluate(model, data, options)).toEqual(await evaluate(model, data, { batchSize: 7 }));
    const images = {
      data: Float32Array.from(data.images, (value) => value / 255),
      shape: [60, 1, 4, 1] as [number, number, number, number],
    };
    const prepare = (pixels: Float32Array) => pixels.forEach((value, i) => (pixels[i] = value * 2 - 1));
    const before = tf.memory().numTensors;
    const alone = await predictInWorkers(model, images, { batchSize: 7, prepare });
    expect(tf.memory().numTensors).toBe(before);
    expect(alone.probabilities.slice(0, 3).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    expect(await predictInWorkers(model, images, { ...options, prepare })).toEqual(alone);
  });

  it('names the classes of a model of more than 256, too', async () => {
    const model = tfl.sequential({ layers: [tfl.layers.flatten({ inputShape: [1, 300, 1] })] });
    const pixels = new Float32Array(600);
    pixels[299] = pixels[300 + 256] = 1;
    const { labels } = await predictInWorkers(model, { data: pixels, shape: [2, 1, 300, 1] });
    expect(Array.from(labels)).toEqual([299, 256]);
  });

  it('shares the threads of a pool with training, whichever comes first', async () => {
    let started = 0;
    const pool = new WorkerPool({ count: 2, start: () => (started++, startWorker()) });
    const model = network({ batchNorm: true });
    const options = { train: data, validation: data, epochs: 1, batchSize: 16, replicas: 2 };
    await evaluate(model, data, { workers: pool });
    const { records } = await fit(model, { ...options, workers: pool });
    expect(await evaluate(model, data, { workers: pool })).toEqual(await evaluate(model, data));
    expect(started).toBe(2);
    pool.close();
    expect((await fit(network({ batchNorm: true }), options)).records).toEqual(records);
  });

  it('tells callbacks of an epoch the confusions of one thread, also where it is held', async () => {
    const run = async (options: Partial<FitOptions> = {}) => {
      const told: unknown[] = [];
      await fit(network({ batchNorm: true }), {
        train: data,
        validation: data,
        epochs: 2,
        batchSize: 7,
        replicas: 2,
        callbacks: [(record, { confusion }) => void told.push(record, confusion)],
        ...options,
      });
      return told;
    };
    const alone = await run();
    expect(alone[1]).toEqual([expect.any(Array), expect.any(Array), expect.any(Array)]);
    expect(await run({ workers: 2, startWorker })).toEqual(alone);
    let asked = 0;
    const hold = () => (asked++ % 3 ? undefined : new Promise<void>((resolve) => setTimeout(resolve, 1)));
    expect(await run({ workers: 2, startWorker, hold })).toEqual(alone);
    // Before each of 18 updates, and in validation, whose batches in several lanes are held together.
    expect(asked).toBeGreaterThan(18);
  });

  it('stops between two batches when it is aborted', async () => {
    const controller = new AbortController();
    const evaluating = evaluate(network(), data, {
      batchSize: 1,
      workers: 2,
      startWorker,
      signal: controller.signal,
      onProgress: ({ done }) => done === 3 && controller.abort(),
    });
    await expect(evaluating).rejects.toMatchObject({ name: 'AbortError' });
  });
});
