import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import type { RunRecord, SpecInput } from '@fer/experiments';
import { beforeAll, describe, expect, test } from 'vitest';
import { chromiumPath, openApp, where, type OpenedApp } from './open-app';
import { trainRun } from './put-run';
import { numbersOf, readRunFile } from './read-run-file';
import { openForm, startRun, waitForState } from './train-in-app';

const spec = {
  seed: 3,
  data: { limit: 140 },
  augment: ['shift', 'flip'],
  training: { epochs: 2, replicas: 2, batchSize: 32 },
  figures: [],
} satisfies SpecInput;

/** The same spec, trained by the app: its record and the numbers of its epochs. */
async function inTheApp(app: OpenedApp, workers: number) {
  await openForm(app, { spec, workers });
  const id = await startRun(app);
  await waitForState(app, 'Finished');
  const record = JSON.parse(await readRunFile(app.page, id, 'run.json')) as RunRecord;
  return { record, metrics: numbersOf(await readRunFile(app.page, id, 'metrics.csv')) };
}

describe.skipIf(!chromiumPath)(`two epochs of one spec on wasm${where}`, () => {
  let inNode: { record: RunRecord; metrics: string[][] };
  beforeAll(async () => {
    setThreadsCount(1);
    const { data, training, ...rest } = spec;
    const files = await trainRun({ ...rest, ...data, ...training });
    const text = (path: string) => new TextDecoder().decode(files.get(path));
    inNode = {
      record: JSON.parse(text('run.json')) as RunRecord,
      metrics: numbersOf(text('metrics.csv')),
    };
  });

  for (const isolated of [false, true])
    test(`have every number in common in Node and in Chromium, with one thread and with two, on a page that is ${isolated ? '' : 'not '}isolated`, async () => {
      const app = await openApp({ isolated });
      try {
        expect(await app.page.evaluate(() => crossOriginIsolated)).toBe(isolated);
        for (const workers of [1, 2]) {
          const { record, metrics } = await inTheApp(app, workers);
          expect(metrics).toHaveLength(1 + 2);
          expect(metrics).toEqual(inNode.metrics);
          expect(record.spec).toEqual(inNode.record.spec);
          expect(record.dataHash).toBe(inNode.record.dataHash);
          expect(record.result).toEqual(inNode.record.result);
        }
      } finally {
        await app.close();
      }
    });
});

describe.skipIf(!chromiumPath)(`an epoch on WebGPU, computed in software${where}`, () => {
  const few = {
    data: { limit: 7 },
    training: { epochs: 1, replicas: 1, batchSize: 7 },
    figures: [],
  } satisfies SpecInput;

  test('comes near to the losses of wasm', async () => {
    const { data, training, ...rest } = few;
    const files = await trainRun({ ...rest, ...data, ...training });
    const [[...columns], wasm] = numbersOf(new TextDecoder().decode(files.get('metrics.csv')));
    const app = await openApp({ gpu: true });
    try {
      await openForm(app, { spec: few, backend: 'webgpu' });
      await app.page.getByText('WebGPU: there').waitFor();
      const id = await startRun(app);
      app.page.setDefaultTimeout(120_000);
      await waitForState(app, 'Finished');
      const record = JSON.parse(await readRunFile(app.page, id, 'run.json')) as RunRecord;
      expect(record.backend).toBe('webgpu');
      const [, webgpu] = numbersOf(await readRunFile(app.page, id, 'metrics.csv'));
      for (const column of ['loss', 'val_loss']) {
        const at = columns.indexOf(column);
        expect(Number(webgpu[at]) / Number(wasm[at])).toBeCloseTo(1, 3);
      }
    } finally {
      await app.close();
    }
  });
});
