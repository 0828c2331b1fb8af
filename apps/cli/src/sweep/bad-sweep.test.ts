import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from '../run-cli';

let folder: string;
let errors: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-sweep-'));
  errors = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

it.each<[string, string, string[], string]>([
  ['a file that is no JSON', '{', [], 'sweep.json: not JSON ('],
  ['a misspelt key', '{"grids":{}}', [], 'sweep.json: unknown key: grids (did you mean grid?)'],
  [
    'a path in no spec',
    '{"grid":{"seeed":[1,2]}}',
    [],
    'trial 1 (seeed 1): unknown key: seeed (did you mean seed?)',
  ],
  [
    'trials that --epochs makes the same',
    '{"grid":{"training.epochs":[1,2]}}',
    ['--epochs', '3'],
    'trials 1 and 2 are the same experiment',
  ],
  ['data that are not there', '{"grid":{"seed":[1]}}', ['--data', '/none.csv'], '/none.csv: no such file'],
  [
    'a queue that is none',
    '{"grid":{"seed":[1]}}',
    ['--queue', 'localhost'],
    'invalid address of Redis: localhost',
  ],
  [
    'a sweep for a worker',
    '{"grid":{"seed":[1]}}',
    ['--worker', 'redis://x'],
    'with --worker (expected none',
  ],
])('%s is one line, exit code 2, and no trial begins', async (_, content, words, message) => {
  const file = join(folder, 'sweep.json');
  await writeFile(file, content);
  expect(await runCli(['sweep', file, '--backend', 'wasm', '--out', join(folder, 'out'), ...words])).toBe(2);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain(message);
  expect(
    (await readdir(join(folder, 'out')).catch(() => [])).filter((name) => name !== 'sweep.json'),
  ).toEqual([]);
});

it('no file, and a file that is not there, are one line, exit code 2', async () => {
  expect(await runCli(['sweep'])).toBe(2);
  expect(await runCli(['sweep', join(folder, 'none.json')])).toBe(2);
  expect(errors).toEqual([
    'fer: no sweep.json (expected a file, or --worker <url>)',
    `fer: no such file: ${join(folder, 'none.json')}`,
  ]);
});

it('a folder that holds a single run is not written into', async () => {
  const file = join(folder, 'sweep.json');
  await writeFile(file, '{"grid":{"seed":[1]}}');
  await mkdir(join(folder, 'out'));
  await writeFile(join(folder, 'out', 'run.json'), '{}');
  expect(await runCli(['sweep', file, '--out', join(folder, 'out')])).toBe(2);
  expect(errors[0]).toMatch(/out holds a single run \(expected a new folder for --out, or that of a sweep\)/);
});
