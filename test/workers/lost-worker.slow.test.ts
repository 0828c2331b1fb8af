import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { select } from '@fer/data';
import { drawnFaces } from '@fer/drawn-faces';
import { divide, evaluateSplit, experimentSpec, readRunRecord, runExperiment } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { loadModel } from '@fer/models';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

let path: string;
beforeAll(async () => {
  path = await mkdtemp(join(tmpdir(), 'fer-lost-'));
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
});
afterAll(() => rm(path, { recursive: true, force: true }));

test('a thread that dies fails the run by name; the checkpoint of the last whole epoch opens and gives its numbers', async () => {
  const all = await drawnFaces({ seed: 1 });
  const data = select(
    all,
    Array.from({ length: 120 }, (_, i) => (i * 131) % all.shape[0]),
  );
  const spec = experimentSpec({ source: 'some drawn faces', epochs: 5, batchSize: 16, seed: 2 });
  const folder = nodeRunFolder(path);
  let started = 0;
  const start = () => {
    const script = ++started === 2 ? 'dying-worker.mjs' : 'worker.mjs';
    return new Worker(new URL(`./apps/node-esm/${script}`, import.meta.url), {
      workerData: { dies: 30 },
      execArgv: [], // plain Node: the packages as they are built
    });
  };
  const running = runExperiment(spec, data, folder, { environment: { workers: { count: 2, start } } });
  await expect(running).rejects.toThrow('worker 2 of 2 was lost: it ended with exit code 137');
  expect(started).toBe(2);

  const record = await readRunRecord(folder);
  expect(record.status).toBe('failed');
  expect(record.epochsDone).toBeGreaterThanOrEqual(1);
  expect(record.epochsDone).toBeLessThan(5);
  const metrics = (await readFile(join(path, 'metrics.csv'), 'utf8')).trim().split('\n');
  expect(metrics).toHaveLength(1 + record.epochsDone);
  const [, , , loss, accuracy] = metrics[record.epochsDone].split(',').map(Number);

  const { validation } = divide(data, { seed: spec.seed, limit: spec.data.limit });
  const model = await loadModel(folder.store('last'));
  const evaluation = await evaluateSplit(model, validation, 'validation');
  expect(evaluation.loss).toBeCloseTo(loss, 5);
  expect(evaluation.accuracy).toBeCloseTo(accuracy, 5);
  model.dispose();
});
