import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { fit } from '../fit';
import type { FitOptions } from '../fit-options';
import { optimizerNames } from '../optimizers/optimizer-spec';
import { data, network, startWorker } from '../parallel/testing/small-training';
import { resume, type CheckpointStore } from './checkpoint';

function memoryStore(): CheckpointStore & { bytes?: Uint8Array } {
  const store: CheckpointStore & { bytes?: Uint8Array } = {
    name: 'memory',
    read: async () => store.bytes,
    write: async (_, bytes) => void (store.bytes = bytes),
  };
  return store;
}

const options: FitOptions = {
  train: data,
  validation: data,
  epochs: 5,
  batchSize: 16,
  seed: 3,
  optimizer: { name: 'adam', learningRate: 0.05 },
};
const kind = { batchNorm: true, noise: true };

/** Weights, records and best epoch of a run. */
async function run(more: Partial<FitOptions>) {
  const model = network(kind);
  try {
    const history = await fit(model, { ...options, ...more });
    return { ...history, weights: model.getWeights().flatMap((weight) => Array.from(weight.dataSync())) };
  } finally {
    model.dispose();
  }
}

/** The same run, stopped in the middle of its third epoch and resumed by another process's fresh model. */
async function stoppedAndResumed(more: Partial<FitOptions>) {
  const checkpoints = memoryStore();
  const stop = new AbortController();
  const onProgress: FitOptions['onProgress'] = ({ epoch, done }) => {
    if (epoch === 3 && done > 20) stop.abort();
  };
  await expect(run({ ...more, checkpoints, signal: stop.signal, onProgress })).rejects.toThrow('aborted');
  return run({ ...more, checkpoints, resume: await resume(checkpoints) });
}

beforeAll(() => tf.setBackend('cpu'));

/** As Node reads a file: its slice is a view, and its buffer more than its bytes. */
class FileBytes extends Uint8Array {
  override slice(from?: number, to?: number) {
    return super.subarray(from, to);
  }
}

it('reads the bytes of a file as Node gives them', async () => {
  const checkpoints = memoryStore();
  await run({ checkpoints, epochs: 1 });
  const expected = await resume(checkpoints);
  const place = new FileBytes(checkpoints.bytes!.length + 24);
  place.set(checkpoints.bytes!, 8);
  checkpoints.bytes = place.subarray(8, -16);
  expect(await resume(checkpoints)).toEqual(expected);
});

describe('a run that is resumed', () => {
  it.each(optimizerNames())('gives with %s the numbers of one that never stopped', async (name) => {
    const more = { optimizer: { name, ...(name === 'sgd' && { momentum: 0.9 }) } };
    expect(await stoppedAndResumed(more)).toEqual(await run(more));
  });

  it.each<[string, Partial<FitOptions>]>([
    ['several replicas', { replicas: 3 }],
    ['threads', { replicas: 2, workers: 2, startWorker }],
    ['averaged weights', { ema: { decay: 0.9 } }],
    ['averaged weights in several replicas', { ema: { decay: 0.9 }, replicas: 2 }],
    ['a cosine after a warm-up', { schedule: { name: 'cosine', warmupEpochs: 1 } }],
    ['one cycle', { schedule: { name: 'oneCycle' } }],
    ['a plateau', { schedule: { name: 'reduceOnPlateau', patience: 1, minDelta: 0.5, cooldown: 1 } }],
    ['epochs of other lengths than a pass', { stepsPerEpoch: 7 }],
    ['class weights and smoothing', { classWeights: [1, 2, 0.5], labelSmoothing: 0.1 }],
    ['clipped gradients', { optimizer: { name: 'rmsprop', clipNorm: 0.1, clipValue: 0.05 } }],
  ])('gives the numbers of one that never stopped with %s', async (_, more) => {
    expect(await stoppedAndResumed(more)).toEqual(await run(more));
  });

  it('gives them on wasm too, on its own threads or not', async () => {
    await tf.setBackend('wasm');
    const more = { replicas: 2, ema: { decay: 0.99 } };
    const whole = await run(more);
    expect(await stoppedAndResumed({ ...more, workers: 2, startWorker })).toEqual(whole);
    await tf.setBackend('cpu');
  });

  it('does nothing where all epochs were done, and more where more are asked for', async () => {
    for (const more of [{}, { ema: { decay: 0.9 } }, { ema: { decay: 0.9 }, replicas: 2 }]) {
      const checkpoints = memoryStore();
      const short = await run({ ...more, epochs: 2, checkpoints });
      const checkpoint = await resume(checkpoints);
      expect(await run({ ...more, epochs: 2, resume: checkpoint })).toEqual(short);
      expect(await run({ ...more, resume: checkpoint })).toEqual(await run(more));
    }
  });

  it('leaves no tensors behind', async () => {
    const before = tf.memory().numTensors;
    await stoppedAndResumed({ ema: { decay: 0.9 } });
    await stoppedAndResumed({ replicas: 2 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[Partial<FitOptions>, string]>([
    [{ seed: 4 }, 'the run to resume has seed 3, this one 4 (expected the same)'],
    [{ batchSize: 8 }, 'batchSize 16, this one 8'],
    [{ replicas: 2 }, 'replicas 1, this one 2'],
    [{ labelSmoothing: 0.1 }, 'labelSmoothing none, this one 0.1'],
    [{ optimizer: { name: 'sgd' } }, 'optimizer {"name":"adam"'],
  ])('refuses %j, which would give other numbers', async (more, message) => {
    const checkpoints = memoryStore();
    await run({ epochs: 1, checkpoints });
    await expect(run({ ...more, resume: await resume(checkpoints) })).rejects.toThrow(message);
  });
});

describe('a checkpoint', () => {
  it('tells how far the run came', async () => {
    const checkpoints = memoryStore();
    const { records, bestEpoch } = await run({ checkpoints, epochs: 2 });
    expect(await resume(checkpoints)).toMatchObject({ epoch: 2, step: 8, records, bestEpoch });
  });

  it('that is missing, cut short anywhere, or something else is an error that says so', async () => {
    const checkpoints = memoryStore();
    await expect(resume(checkpoints)).rejects.toThrow('no checkpoint in memory (expected checkpoint.bin)');
    await run({ checkpoints, epochs: 1 });
    const whole = checkpoints.bytes as Uint8Array;
    for (let length = 0; length < whole.length; length += 97) {
      checkpoints.bytes = whole.slice(0, length);
      await expect(resume(checkpoints)).rejects.toThrow(
        /checkpoint\.bin in memory (is damaged|has \d+ bytes)/,
      );
    }
    checkpoints.bytes = new TextEncoder().encode('something else altogether');
    await expect(resume(checkpoints)).rejects.toThrow('damaged');
  });

  it("is refused of an optimiser of the caller's, which keeps what it remembers to itself", async () => {
    await expect(run({ optimizer: tf.train.sgd(0.1), checkpoints: memoryStore() })).rejects.toThrow(
      'checkpoints with an optimizer of your own',
    );
  });
});
