import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadModel } from '@fer/models';
import type { RunEvent } from './environment';
import { parseSpec } from './parse-spec';
import { runExperiment } from './run-experiment';
import type { RunFolder } from './run-folder';
import { readRunRecord } from './run-record';
import type { SpecInput } from './spec';
import { memoryRunFolder } from './testing/memory-run-folder';
import { smallSet } from './testing/small-set';

const SPLITS = Array.from({ length: 84 }, (_, i) => (i < 56 ? 'train' : i < 70 ? 'validation' : 'test'));
const data = smallSet(84, SPLITS);
const input = {
  data: { source: 'bars' },
  augment: ['flip', 'mixup'],
  model: { dropout: 0.2 },
  training: {
    epochs: 3,
    batchSize: 14,
    optimizer: { name: 'adamw', learningRate: 0.01, clipNorm: 1 },
    schedule: { name: 'cosine', warmupEpochs: 1 },
    classWeights: 'balanced',
    labelSmoothing: 0.1,
    stepsPerEpoch: 3,
    ema: { decay: 0.8 },
  },
  figures: ['history', 'learning'],
  seed: 5,
} satisfies SpecInput;
const spec = parseSpec(input);

beforeAll(async () => {
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
});

/** What must not depend on whether a run was stopped. */
async function outcome(folder: ReturnType<typeof memoryRunFolder>) {
  const models = [];
  for (const place of ['best', 'last']) {
    const model = await loadModel(folder.store(place));
    models.push(model.getWeights().map((weight) => Array.from(weight.dataSync())));
    model.dispose();
  }
  const { resumed: _, ...record } = await readRunRecord(folder);
  return { models, record, metrics: folder.text('metrics.csv'), report: folder.text('report.html') };
}

/** A folder that dies at its n-th write: neither that nor any later one happens. */
function dying(folder: RunFolder, writes: number): RunFolder {
  let left = writes;
  const live = () => {
    if (--left < 0) throw new Error('killed');
  };
  return {
    ...folder,
    async write(path, content) {
      live();
      await folder.write(path, content);
    },
    store(name) {
      const store = folder.store(name);
      return {
        ...store,
        async write(entry, bytes) {
          live();
          await store.write(entry, bytes);
        },
        async remove(entry) {
          live();
          await store.remove(entry);
        },
      };
    },
  };
}

describe('a run that is resumed', () => {
  it('comes to the numbers of one that never stopped, at whichever write it died', async () => {
    const whole = memoryRunFolder();
    await runExperiment(spec, data, whole);
    const expected = await outcome(whole);
    expect(await whole.store('checkpoint').entries()).toEqual([]);
    let died = true;
    let writes = 0;
    for (; died; writes++) {
      const folder = memoryRunFolder();
      died = await runExperiment(spec, data, dying(folder, writes)).then(
        () => false,
        () => true,
      );
      const before = folder.files.has('run.json') ? (await readRunRecord(folder)).epochsDone : 0;
      const events: RunEvent[] = [];
      const record = await runExperiment(spec, data, folder, {
        resume: true,
        onEvent: (event) => events.push(event),
      });
      const epochs = events.filter(({ type }) => type === 'epoch').length;
      expect(epochs).toBeLessThanOrEqual(spec.training.epochs - before + 1);
      expect(record.status).toBe('finished');
      expect(await outcome(folder)).toEqual(expected);
    }
    // Three epochs of a record, metrics, a model or two and a checkpoint each, then the evaluation, a figure and the report.
    expect(writes).toBeGreaterThan(25);
    expect([...whole.files.keys()].filter((path) => path.startsWith('learning/'))).toHaveLength(3);
  });

  it('says how often it was resumed, and after which epoch', async () => {
    const folder = memoryRunFolder();
    for (const stopAt of [2, 3]) {
      const controller = new AbortController();
      const running = runExperiment(spec, data, folder, {
        resume: true,
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type === 'progress' && event.progress.epoch === stopAt) controller.abort();
        },
      });
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    }
    const events: RunEvent[] = [];
    const record = await runExperiment(spec, data, folder, {
      resume: true,
      onEvent: (event) => events.push(event),
    });
    expect(record).toMatchObject({ resumed: 2, status: 'finished', epochsDone: 3 });
    expect(events).toContainEqual({ type: 'resumed', epoch: 2, epochs: 3 });
  });

  it('is left as it is when it is finished', async () => {
    const folder = memoryRunFolder();
    const record = await runExperiment(spec, data, folder);
    const files = new Map(folder.files);
    expect(await runExperiment({ ...spec, name: 'another' }, data, folder, { resume: true })).toEqual(record);
    expect(folder.files).toEqual(files);
  });

  it('is refused with another spec, other data or another backend', async () => {
    const folder = memoryRunFolder();
    const controller = new AbortController();
    controller.abort();
    const options = { signal: controller.signal };
    await expect(runExperiment(spec, data, folder, options)).rejects.toMatchObject({ name: 'AbortError' });
    const longer = parseSpec({ ...input, training: { ...input.training, epochs: 6 } });
    await expect(runExperiment(longer, data, folder, { resume: true })).rejects.toThrow(
      'the run in memory has training.epochs 3, not 6 (expected the spec that it was begun with; begin another run in a new folder)',
    );
    const without = parseSpec({ ...input, augment: undefined });
    await expect(runExperiment(without, data, folder, { resume: true })).rejects.toThrow(
      /has augment \[.*, not none/,
    );
    const other = { ...data, images: data.images.slice() };
    other.images[0] ^= 1;
    await expect(runExperiment(spec, other, folder, { resume: true })).rejects.toThrow(
      'bars is no longer what the run in memory was begun with (expected the same images and labels)',
    );
    const record = JSON.parse(folder.text('run.json')) as object;
    await folder.write('run.json', JSON.stringify({ ...record, backend: 'webgpu' }));
    await expect(runExperiment(spec, data, folder, { resume: true })).rejects.toThrow(
      'the run in memory was begun on the webgpu backend, not wasm (expected the same: another rounds otherwise)',
    );
  });
});
