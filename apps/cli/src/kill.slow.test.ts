/** A run that is killed by `kill -9` wherever it is, and goes on. The built command line, in a process of its own. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { select, writeCsv } from '@fer/data';
import { drawnFaces } from '@fer/drawn-faces';
import { readRunRecord, type SpecInput } from '@fer/experiments';
import { nodeRunFolder } from '@fer/experiments/node';
import { loadModel } from '@fer/models';
import { folderStore } from '@fer/models/node';
import { resume } from '@fer/train';
import { afterAll, beforeAll, expect, it } from 'vitest';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const KILLS = 50;
const EPOCHS = 6;
const SPEC: SpecInput = {
  data: { source: 'faces.csv' },
  augment: ['flip', 'mixup'],
  model: { name: 'tiny', dropout: 0.2 },
  training: {
    epochs: EPOCHS,
    batchSize: 14,
    optimizer: { name: 'adamw' },
    schedule: { name: 'cosine' },
    ema: { decay: 0.9 },
    labelSmoothing: 0.1,
  },
  figures: ['history'],
  seed: 3,
};

let folder: string;
beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'fer-kill-'));
  const all = await drawnFaces();
  // Every 131st: a prime, so that all classes and splits are among them. A small file is read at once in each process.
  const rows = Array.from({ length: 84 }, (_, i) => (i * 131) % all.shape[0]);
  await writeFile(join(folder, 'faces.csv'), writeCsv(select(all, rows)));
  await writeFile(join(folder, 'spec.json'), JSON.stringify(SPEC));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Goes on with a run, or begins it, and kills it `after` so many milliseconds of work. */
async function go(run: string, after?: number): Promise<{ finished: boolean; worked: number; said: string }> {
  const child = spawn(
    process.execPath,
    [main, 'run', 'spec.json', '--resume', '--out', run, '--workers', '1', '--backend', 'wasm', '--no-cache'],
    { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let began: number | undefined;
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (began !== undefined || !said.includes('run folder')) return;
    began = performance.now();
    if (after !== undefined) timer = setTimeout(() => child.kill('SIGKILL'), after);
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) =>
    child.on('close', (...end) => resolve(end)),
  );
  clearTimeout(timer);
  if (signal !== 'SIGKILL') expect([code, said]).toEqual([0, said]);
  return { finished: signal !== 'SIGKILL', worked: performance.now() - (began ?? 0), said };
}

/** The rows of metrics.csv but for the seconds: each whole, up to the end of the file. */
async function metrics(run: string): Promise<string[]> {
  const file = join(folder, run, 'metrics.csv');
  if (!existsSync(file)) return [];
  const text = await readFile(file, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  const [header, ...rows] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  expect(rows.every((row) => row.length === header.length)).toBe(true);
  const seconds = header.indexOf('seconds');
  return rows.map((row) => row.toSpliced(seconds, 1).join(','));
}

async function weights(run: string, place: string): Promise<Float32Array[]> {
  const model = await loadModel(folderStore(join(folder, run, place)));
  const values = model.getWeights().map((weight) => weight.dataSync() as Float32Array);
  model.dispose();
  return values;
}

/** How many epochs a killed run says that it has done, after everything that it says is there has been read. */
async function epochsDone(run: string): Promise<number> {
  if (!existsSync(join(folder, run, 'run.json'))) return 0;
  const record = await readRunRecord(nodeRunFolder(join(folder, run)));
  const rows = await metrics(run);
  // What is written last says least.
  expect([record.epochsDone, record.epochsDone + 1]).toContain(rows.length);
  if (record.epochsDone > 0) for (const place of ['best', 'last']) await weights(run, place);
  const checkpoint = folderStore(join(folder, run, 'checkpoint'));
  if ((await checkpoint.entries()).length > 0) {
    const { epoch } = await resume(checkpoint);
    expect([epoch, epoch + 1]).toContain(record.epochsDone);
  }
  return record.epochsDone;
}

async function outcome(run: string) {
  const text = await readFile(join(folder, run, 'evaluation.json'), 'utf8');
  const { status, bestEpoch, result } = await readRunRecord(nodeRunFolder(join(folder, run)));
  return {
    metrics: await metrics(run),
    best: await weights(run, 'best'),
    last: await weights(run, 'last'),
    evaluation: JSON.parse(text) as unknown,
    record: { status, bestEpoch, result },
    leftovers: existsSync(join(folder, run, 'checkpoint')),
  };
}

it(`loses at most one epoch at each of ${KILLS} kills, and comes to the numbers of a run that never stopped`, async () => {
  const { worked } = await go('whole');
  const expected = await outcome('whole');
  expect(expected).toMatchObject({ record: { status: 'finished' }, leftovers: false });
  expect(expected.metrics).toHaveLength(EPOCHS);
  let kills = 0;
  let finished = 0;
  let before = 0;
  const stages = new Set<number>();
  while (kills < KILLS) {
    const run = `killed-${finished}`;
    // Multiples of the golden ratio: spread over the time that the run takes, the same each time.
    const rows = await metrics(run);
    const went = await go(run, worked * ((kills * 0.618034 + finished * 0.31) % 1));
    const first = /^epoch (\d)/m.exec(went.said)?.[1];
    if (first !== undefined) expect(Number(first)).toBeGreaterThanOrEqual(before);
    expect((await metrics(run)).slice(0, rows.length)).toEqual(rows);
    if (went.finished) {
      expect(await outcome(run)).toEqual(expected);
      before = 0;
      finished++;
    } else {
      kills++;
      before = await epochsDone(run);
      stages.add(before);
    }
  }
  await go(`killed-${finished}`);
  expect(await outcome(`killed-${finished}`)).toEqual(expected);
  // The kills were spread over the run.
  expect(stages.size).toBeGreaterThanOrEqual(EPOCHS - 1);
});
