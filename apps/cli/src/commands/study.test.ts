import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSpec } from '@fer/experiments';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from '../run-cli';
import { needsText } from '../study/list-studies';

let folder: string;
let errors: string[];
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-study-'));
  errors = [];
  printed = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

it('writes the runs of a study as specs that fer run takes', async () => {
  const specs = join(folder, 'specs');
  expect(
    await runCli(['study', 'compact4', '--data', 'fer.csv', '--epochs', '5', '--save-specs', specs]),
  ).toBe(0);
  expect((await readdir(specs)).toSorted()).toEqual([
    'compact4-dense.json',
    'compact4-main.json',
    'compact4-matched.json',
  ]);
  const spec = parseSpec(JSON.parse(await readFile(join(specs, 'compact4-main.json'), 'utf8')));
  expect(spec.training).toMatchObject({
    epochs: 5,
    batchSize: 128,
    optimizer: { name: 'adadelta', rho: 0.95 },
  });
  expect(spec.data.source).toBe('fer.csv');
});

it.each([
  [['study', 'leaky5'], 'unknown study: leaky5 (expected one of wide4, deep8, leaky4, zeropad5, compact4)'],
  [
    ['study', 'wide4', '--only', 'main,dropout', '--out', 'nowhere'],
    'unknown run of wide4: dropout (expected of main, norm-on, norm-off, augment-off, dropout-off)',
  ],
  [['study', 'wide4', '--epochs', '0'], 'invalid epochs: 0 (expected an integer >= 1)'],
  [['study', 'wide4', '--seeds', '1,1'], 'seed 1 is given twice (expected each once)'],
  [['study', 'wide4', '--resume'], '--resume without --out (expected the folder of the study)'],
])('%j is refused in one line', async (words, message) => {
  expect(await runCli(words)).toBe(2);
  expect(errors).toEqual([`fer: ${message}`]);
});

it('lists what runs need in units that people read', () => {
  const run = {
    name: 'main',
    title: 'main',
    parameters: 539_783,
    images: 25_000,
    epochs: 30,
    updates: 5880,
    seconds: 7200,
    bytes: 177e6,
  };
  const text = needsText(
    [{ name: 'leaky4', number: 3, title: 'A small network', gives: 'figures', runs: [run] }],
    'wasm',
  );
  expect(text).toMatch(/leaky4 +main +539,783 +25,000 +30 +5,880 +2\.0 h +177 MB/);
  expect(text).toContain('leaky4: study 3, a small network. 2.0 h in all.');
});
