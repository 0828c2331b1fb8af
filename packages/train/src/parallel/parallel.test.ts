import { MessageChannel } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LabelledData } from '../batch';
import { fit, type FitOptions } from '../fit';
import { serveReplicas } from './serve-replicas';
import { cutBatch } from './shards';

beforeAll(() => tf.setBackend('cpu'));

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

function network({ batchNorm = false, noise = false } = {}): tfl.LayersModel {
  const model = tfl.sequential({
    layers: [
      tfl.layers.flatten({ inputShape: [1, 4, 1] }),
      ...(noise ? [new StepNoise({})] : []),
      tfl.layers.dense({
        units: 5,
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

  it.each([
    [{ replicas: 0 }, 'invalid replicas: 0 (expected an integer >= 1)'],
    [{ workers: -1 }, 'invalid workers: -1 (expected an integer >= 0)'],
    [{ workers: 2 }, 'workers: 2 without startWorker (expected a function that starts one)'],
  ])('rejects %j', async (options, message) => {
    await expect(train(options)).rejects.toThrow(message);
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
