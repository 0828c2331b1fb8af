import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseSpec, type ExperimentSpec, type RunRecord } from '@fer/experiments';
import { runCli } from '../run-cli';

let folder: string;
let said: string[];
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-run-'));
  said = [];
  printed = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line));
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

const place = (name: string) => join(folder, name);
const json = async (name: string) => JSON.parse(await readFile(place(name), 'utf8')) as unknown;
const SMALL = { data: { limit: 14 }, training: { epochs: 3 }, figures: ['history'] };
const fer = (...words: string[]) => runCli(words);
const run = (...words: string[]) =>
  fer('run', place('spec.json'), '--out', place('run'), '--backend', 'wasm', '--workers', '1', ...words);

describe('fer run', () => {
  beforeEach(() => writeFile(place('spec.json'), JSON.stringify(SMALL)));

  it('runs a spec, scaled down where asked, and leaves a finished run as it is', async () => {
    expect(await run('--epochs', '1', '--seed', '4', '--json')).toBe(0);
    const record = JSON.parse(printed.join('')) as RunRecord;
    expect(record).toMatchObject({
      status: 'finished',
      epochsDone: 1,
      command: `fer run ${place('spec.json')} --epochs 1 --seed 4 --backend wasm`,
      spec: { seed: 4, data: { limit: 14 }, training: { epochs: 1 }, figures: ['history'] },
    });
    const before = await readFile(place('run/run.json'));
    expect(await run('--epochs', '1', '--seed', '4', '--resume')).toBe(0);
    expect(await readFile(place('run/run.json'))).toEqual(before);
    expect(await run('--epochs', '2', '--seed', '4', '--resume')).toBe(2);
    expect(said.at(-1)).toMatch(/^fer: the run in .* has training\.epochs 1, not 2 \(expected the spec that/);
    expect(await run()).toBe(2);
    expect(said.at(-1)).toMatch(/holds a run already/);
  });

  it('runs what fer train --save-spec wrote, which itself trains nothing', async () => {
    expect(
      await fer('train', '--optimizer', 'adamw', '--limit', '14', '--save-spec', place('mine.json')),
    ).toBe(0);
    const spec = (await json('mine.json')) as ExperimentSpec;
    expect(spec).toEqual(parseSpec(spec));
    expect(spec).toMatchObject({ data: { limit: 14 }, training: { optimizer: { name: 'adamw' } } });
  });

  it.each<[string, string | undefined, RegExp]>([
    ['a file that is not there', undefined, /^fer: no such file: .*spec\.json$/],
    ['a file that is not JSON', '{', /^fer: .*spec\.json is not JSON: /],
    [
      'a misspelt key',
      '{"training":{"epoch":3}}',
      /^fer: .*spec\.json: unknown key: training\.epoch \(did you mean epochs\?\)$/,
    ],
    ['a newer version', '{"version":2}', /version 2 of a spec is newer than this program/],
    ['data that are not there', '{"data":{"source":"none.csv"}}', /none\.csv/],
  ])('refuses %s in one line, exit code 2', async (_, content, message) => {
    await (content === undefined ? rm(place('spec.json')) : writeFile(place('spec.json'), content));
    expect(await run()).toBe(2);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(message);
  });
});

describe('fer train --resume', () => {
  it('wants a run, and no other options', async () => {
    expect(await fer('train', '--resume', folder)).toBe(2);
    expect(said.at(-1)).toMatch(/no run in .* \(expected a folder with run\.json/);
    expect(await fer('train', '--resume', folder, '--no-batch-norm')).toBe(2);
    expect(said.at(-1)).toBe(
      'fer: --no-batch-norm with --resume (expected none: a run goes on as it was begun)',
    );
  });
});
