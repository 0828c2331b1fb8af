import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fit } from '../fit';
import { optimizerNames } from '../optimizers/optimizer-spec';
import { serveReplicas } from './serve-replicas';
import { data, network, startWorker, train } from './testing/small-training';

beforeEach(() => tf.setBackend('cpu'));
afterEach(() => vi.unstubAllGlobals());

const largestDifference = (a: number[], b: number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - b[i])));

describe('training in replicas', () => {
  it.each([1, 2, 3])('gives the same weights to the bit on %i workers as in one thread', async (workers) => {
    const kind = { batchNorm: true, noise: true };
    const alone = await train({ replicas: 3 }, kind);
    expect(await train({ replicas: 3, workers, startWorker }, kind)).toEqual(alone);
  });

  it('gives them where threads update ranges of the weights, and where they share no memory', async () => {
    // 11,003 weights: enough to be worth dividing.
    const kind = { batchNorm: true, units: 1100 };
    const alone = await train({ replicas: 2 }, kind);
    expect(await train({ replicas: 2, workers: 2, startWorker }, kind)).toEqual(alone);
    vi.stubGlobal('crossOriginIsolated', false);
    expect(await train({ replicas: 2, workers: 2, startWorker }, kind)).toEqual(alone);
  });

  it.each(optimizerNames())(
    'gives with %s in one thread beside this one, on wasm, the weights of this thread to the bit',
    async (name) => {
      await tf.setBackend('wasm');
      const options = { optimizer: { name, clipNorm: 0.2, clipValue: 0.1 }, ema: { decay: 0.9 } };
      expect(await train({ ...options, workers: 1, startWorker })).toEqual(await train(options));
    },
  );

  it("takes an optimiser of the caller's", async () => {
    const own = () => tf.train.rmsprop(0.01);
    const alone = await train({ replicas: 3, optimizer: own() });
    expect(await train({ replicas: 3, optimizer: own(), workers: 2, startWorker })).toEqual(alone);
  });

  it('gives, for a net without batch normalisation, what one replica gives', async () => {
    const one = await train({});
    expect(largestDifference(await train({ replicas: 4 }), one)).toBeLessThan(1e-5);
    expect(await train({ workers: 1, startWorker })).toEqual(one);
  });

  it('normalises each part by itself, so that replicas decide the numbers of a net with batch normalisation', async () => {
    const kind = { batchNorm: true };
    expect(largestDifference(await train({ replicas: 2 }, kind), await train({}, kind))).toBeGreaterThan(
      1e-3,
    );
  });

  it('leaves no tensors and no threads behind, also when it is aborted', async () => {
    const model = network({ batchNorm: true });
    const started: ReturnType<typeof startWorker>[] = [];
    const open = new Set<number>();
    const counted = () => {
      const worker = startWorker();
      const i = started.push(worker);
      open.add(i);
      const { terminate } = worker;
      return Object.assign(worker, { terminate: () => (open.delete(i), terminate()) });
    };
    await fit(model, { train: data, epochs: 1, replicas: 2, workers: 2, startWorker: counted });
    // The stand-in threads live in this engine, so their models count: 2 workers with 8 weights each.
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    const aborted = fit(model, {
      train: data,
      epochs: 50,
      batchSize: 8,
      replicas: 2,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(tf.memory().numTensors).toBe(before);
    expect(started).toHaveLength(2);
    expect(open.size).toBe(0);
  });

  it('fails with the name of the worker that failed, or was lost', async () => {
    const failing = () =>
      startWorker((port) => serveReplicas(port, { build: () => Promise.reject(new Error('no backend')) }));
    await expect(train({ replicas: 2, workers: 2, startWorker: failing })).rejects.toThrow(
      /^worker [12] of 2 failed: no backend$/,
    );
    const dying = () => {
      const worker = startWorker(() => undefined);
      setTimeout(() => worker.emit('exit', 137), 20);
      return worker;
    };
    await expect(train({ replicas: 2, workers: 2, startWorker: dying })).rejects.toThrow(
      /^worker [12] of 2 was lost: it ended with exit code 137$/,
    );
  });

  it('starts as many as the platform tells of, at most one a replica', async () => {
    let started = 0;
    const counted = () => (started++, startWorker());
    vi.stubGlobal('navigator', { hardwareConcurrency: 3 });
    await train({ replicas: 2, startWorker: counted });
    expect(started).toBe(2);
    await train({ replicas: 4, startWorker: counted });
    expect(started).toBe(2 + 3);
  });

  it.each([
    [{ replicas: 0 }, 'invalid replicas: 0 (expected an integer >= 1)'],
    [{ workers: -1 }, 'invalid workers: -1 (expected an integer >= 0)'],
    [{ workers: 2 }, 'workers: 2 without startWorker (expected a function that starts one)'],
  ])('rejects %j', async (options, message) => {
    await expect(train(options)).rejects.toThrow(message);
  });
});
