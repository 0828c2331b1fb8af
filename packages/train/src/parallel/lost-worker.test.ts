import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate';
import { fit } from '../fit';
import { serveReplicas } from './serve-replicas';
import { data, network, startWorker, train } from './testing/small-training';
import { WorkerPool } from './worker-pool';

beforeAll(() => tf.setBackend('cpu'));

/** Lets the first `answers` of a worker through; then it dies. */
function dyingAfter(answers: number) {
  const worker = startWorker();
  let left = answers;
  worker.on('message', () => {
    if (left-- === 0) worker.emit('exit', 137);
  });
  return worker;
}

describe('a worker that dies', () => {
  it('fails the run by name and leaves the model the weights of the last whole update', async () => {
    // One answer to being built, two an update: it computes, then it updates its range of the weights.
    const options = { train: data, batchSize: 20, seed: 3, replicas: 2, epochs: 3 };
    const [whole, model] = [network({ units: 1100 }), network({ units: 1100 })];
    await fit(whole, { ...options, epochs: 1, train: { size: 40, batches: () => firstTwo() } });
    function* firstTwo() {
      for (const from of [0, 20])
        yield {
          data: Float32Array.from(data.images.subarray(from * 4, (from + 20) * 4), (v) => v / 255),
          shape: [20, 1, 4, 1] as [number, number, number, number],
          labels: (data.labels as Uint8Array).subarray(from, from + 20),
        };
    }
    function* all() {
      yield* firstTwo();
      yield* firstTwo();
    }
    let started = 0;
    const failed = fit(model, {
      ...options,
      train: { size: 80, batches: () => all() },
      workers: 2,
      // The second of them, after two whole updates, while it should update its range.
      startWorker: () => (++started === 2 ? dyingAfter(1 + 2 * 2 + 1) : startWorker()),
    });
    await expect(failed).rejects.toThrow('worker 2 of 2 was lost: it ended with exit code 137');
    const weights = (m: tfl.LayersModel) => m.getWeights().map((w) => Array.from(w.dataSync()));
    expect(weights(model)).toEqual(weights(whole));
  });

  it('is no use to later calls of its pool, which say so', async () => {
    const pool = new WorkerPool({ count: 1, start: () => dyingAfter(0) });
    const model = network();
    await expect(evaluate(model, data, { workers: pool })).rejects.toThrow('worker 1 of 1 was lost');
    await expect(evaluate(model, data, { workers: pool })).rejects.toThrow('worker 1 of 1 was lost');
    pool.close();
  });

  it('says why where its script can not prepare', async () => {
    const unprepared = () =>
      startWorker((port) =>
        serveReplicas(port, { prepare: () => Promise.reject(new Error('no wasm here')) }),
      );
    await expect(train({ workers: 1, startWorker: unprepared })).rejects.toThrow(
      'worker 1 of 1 failed: no wasm here',
    );
  });
});
