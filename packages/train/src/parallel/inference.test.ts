import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate';
import { fit } from '../fit';
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
