import { MessageChannel } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LabelledData } from '../batch';
import { evaluate } from '../evaluate';
import { fit, type FitOptions } from '../fit';
import type { OptimizerSpec } from '../optimizer';
import { predictInWorkers } from '../predict-in-workers';
import { serveReplicas } from './serve-replicas';
import { cutBatch } from './shards';
import { WorkerPool } from './worker-pool';

beforeEach(() => tf.setBackend('cpu'));
afterEach(() => vi.unstubAllGlobals());

const data: LabelledData = {
  images: Uint8Array.from({ length: 240 }, (_, k) => (k * 37 + Math.floor(k / 4) * 11) % 256),
  labels: Uint8Array.from({ length: 60 }, (_, i) => (i * i) % 3),
  shape: [60, 1, 4, 1],
};

/** Draws a mask of its own for each step, as seeded dropout does. */
class StepNoise extends tfl.layers.Layer {
  static readonly className = 'StepNoise';
  #step = 0;
  setRandomStep(step: number): void {
    this.#step = step;
  }
  override call(inputs: tf.Tensor | tf.Tensor[], { training = false }: { training?: boolean }): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => tf.mul(x, training ? 1 + (this.#step % 7) / 10 : 1));
  }
  override getClassName(): string {
    return StepNoise.className;
  }
}
tf.serialization.registerClass(StepNoise);

function network({ batchNorm = false, noise = false, units = 5 } = {}): tfl.LayersModel {
  const model = tfl.sequential({
    layers: [
      tfl.layers.flatten({ inputShape: [1, 4, 1] }),
      ...(noise ? [new StepNoise({})] : []),
      tfl.layers.dense({
        units,
        activation: 'tanh',
        kernelInitializer: tfl.initializers.glorotUniform({ seed: 1 }),
      }),
      ...(batchNorm ? [tfl.layers.batchNormalization()] : []),
      tfl.layers.dense({ units: 3, kernelInitializer: tfl.initializers.glorotUniform({ seed: 2 }) }),
      tfl.layers.softmax(),
    ],
  });
  return model;
}

/** A worker of Node as the trainer sees it, its thread being this one: what is tested is the protocol. */
function startWorker(serve: typeof serveReplicas = serveReplicas) {
  const { port1, port2 } = new MessageChannel();
  serve(port2);
  return Object.assign(port1, {
    terminate: () => {
      port1.close();
      port2.close();
    },
  });
}

async function train(options: Partial<FitOptions>, kind?: Parameters<typeof network>[0]): Promise<number[]> {
  const model = network(kind);
  await fit(model, {
    train: data,
    validation: data,
    epochs: 2,
    batchSize: 16,
    seed: 3,
    optimizer: { name: 'adam', learningRate: 0.05 },
    ...options,
  });
  const weights = model.getWeights().flatMap((weight) => Array.from(weight.dataSync()));
  model.dispose();
  return weights;
}

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

  it.each([
    { name: 'adam' },
    { name: 'sgd', learningRate: 0.1 },
    { name: 'sgd', momentum: 0.9 },
    { name: 'sgd', momentum: 0.9, nesterov: true },
  ] satisfies OptimizerSpec[])(
    "gives in one thread beside this one, on wasm, the weights of TF.js's own %j to the bit",
    async (optimizer) => {
      await tf.setBackend('wasm');
      expect(await train({ optimizer, workers: 1, startWorker })).toEqual(await train({ optimizer }));
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

describe('the batches of training in workers', () => {
  it('are made while the threads compute: waiting shows up only where making one takes longer', async () => {
    // A clock that only the source and the thread (30 ms a step) move.
    let clock = 0;
    const slow = (ms: number) => ({
      size: 60,
      *batches() {
        for (let i = 0; i < 6; i++) {
          clock += ms;
          const from = i * 10;
          yield {
            data: Float32Array.from(data.images.subarray(from * 4, from * 4 + 40), (v) => v / 255),
            shape: [10, 1, 4, 1] as [number, number, number, number],
            labels: (data.labels as Uint8Array).subarray(from, from + 10),
          };
        }
      },
    });
    let calls = 0;
    const timed = () =>
      startWorker((port) => serveReplicas(port, { now: () => (calls++ % 2 === 0 ? 0 : 30) }));
    const waited = async (ms: number, threads: Partial<FitOptions>) => {
      const { records } = await fit(network(), {
        train: slow(ms),
        epochs: 1,
        now: () => clock,
        ...threads,
      });
      return records[0].waited;
    };
    const threads = { workers: 1, startWorker: timed };
    // The first batch of an epoch is always waited for; of the five others only what exceeds the step.
    expect(await waited(20, threads)).toBeCloseTo(0.02, 9);
    expect(await waited(50, threads)).toBeCloseTo(0.05 + 5 * 0.02, 9);
    // In this thread nothing else can go on meanwhile.
    expect(await waited(20, {})).toBeCloseTo(6 * 0.02, 9);
  });
});

describe('cutBatch', () => {
  const batch = {
    data: Float32Array.from({ length: 5 }, (_, i) => i),
    shape: [5, 1, 1, 1] as [number, number, number, number],
    labels: [0, 1, 2, 3, 4],
  };

  it('cuts in order into parts as equal as can be', () => {
    expect(
      cutBatch(batch, 2).map(({ data: pixels, shape, labels }) => [Array.from(pixels), shape[0], labels]),
    ).toEqual([
      [[0, 1], 2, [0, 1]],
      [[2, 3, 4], 3, [2, 3, 4]],
    ]);
  });

  it('makes no empty parts', () => {
    expect(cutBatch(batch, 9)).toHaveLength(5);
  });
});
