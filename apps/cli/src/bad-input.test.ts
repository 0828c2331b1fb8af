import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { modelNames } from '@fer/models';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCli } from './run-cli';

const HEADER = 'emotion,pixels,Usage\n';
const pixels = (n: number, odd = '0') => [...new Array<string>(n - 1).fill('7'), odd].join(' ');
const row = (label: string, values: string, usage = 'Training') => `${label},${values},${usage}\n`;
const good = row('3', pixels(2304)) + row('0', pixels(2304), 'PublicTest');

let folder: string;
let errors: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-cli-'));
  errors = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors.push(String(text));
    return true;
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Trains on a file that holds `content`, into a new folder. */
async function trainOn(content: string | Uint8Array | undefined, name = 'faces.csv') {
  const file = join(folder, name);
  if (content !== undefined) await writeFile(file, content);
  return runCli([
    'train',
    '--data',
    file,
    '--epochs',
    '1',
    '--backend',
    'wasm',
    '--out',
    join(folder, 'run'),
  ]);
}

/** Everything that was said on stderr, line by line. */
const lines = () =>
  errors
    .join('\n')
    .split('\n')
    .filter((line) => line !== '');

describe('data that can not be used', () => {
  it.each<[string, string | Uint8Array | undefined, string | RegExp]>([
    ['a missing file', undefined, /faces\.csv.*no such file/i],
    ['an empty file', '', /faces\.csv.*empty/],
    ['a wrong header', 'a,b,c\n1,2,3\n', /faces\.csv line 1.*(header|column).*expected/],
    ['a header and nothing else', HEADER, /faces\.csv.*no (rows|images)/],
    [
      'a row with 2,303 pixels',
      HEADER + good + row('1', pixels(2303)),
      /line 4, column "pixels".*2303.*2304/,
    ],
    ['a row with 2,305 pixels', HEADER + row('1', pixels(2305)), /line 2, column "pixels".*2304/],
    ['a pixel of 256', HEADER + row('1', pixels(2304, '256')), /line 2, column "pixels".*256.*0\.\.255/],
    ["a pixel 'abc'", HEADER + row('1', pixels(2304, 'abc')), /line 2, column "pixels".*abc.*0\.\.255/],
    ['a label of 7', HEADER + row('7', pixels(2304)), /line 2, column "emotion".*7.*0\.\.6/],
    [
      'a gzip that was cut short',
      gzipSync(HEADER + good.repeat(50)).subarray(0, 120),
      /faces\.csv.*(truncated|cut short|ends|gzip)/,
    ],
    [
      'no training part',
      HEADER + row('1', pixels(2304), 'PublicTest'),
      /no training part among the splits PublicTest/,
    ],
  ])('%s is one line that names it, exit code 2, and nothing is written', async (_, content, message) => {
    expect(await trainOn(content)).toBe(2);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(message);
    expect(await readdir(folder)).toEqual(content === undefined ? [] : ['faces.csv']);
  });

  it('a folder where a file is expected is one line, exit code 2', async () => {
    expect(await runCli(['data', folder])).toBe(2);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(/folder|directory/);
  });
});

describe('options that can not be used', () => {
  const out = () => ['--out', join(folder, 'run')];
  it.each<[string, () => string[], string | RegExp]>([
    [
      'an unknown model',
      () => ['train', '--model', 'resnet', ...out()],
      `: resnet (expected one of ${modelNames().join(', ')})`,
    ],
    [
      'an unknown model to list',
      () => ['models', 'resnet'],
      `: resnet (expected one of ${modelNames().join(', ')})`,
    ],
    [
      'an unknown backend',
      () => ['train', '--backend', 'cuda', ...out()],
      /unknown backend: cuda \(expected one of auto, /,
    ],
    [
      'no epochs',
      () => ['train', '--epochs', '0', ...out()],
      'invalid training.epochs: 0 (expected an integer >= 1)',
    ],
    [
      'a negative learning rate',
      () => ['train', '--learning-rate', '-1', ...out()],
      'invalid learning rate: -1 (expected a number > 0)',
    ],
    [
      'an unknown preprocessing',
      () => ['train', '--preprocessing', 'magic', ...out()],
      'invalid preprocessing: magic (expected none, scale, standardize, standardizeImage, equalize or clahe, or a list of them)',
    ],
    [
      'a run that is none',
      () => ['evaluate', folder, '--backend', 'wasm'],
      /no run in .* \(expected a folder with run\.json/,
    ],
    [
      'an output folder below a file',
      () => ['train', '--out', join(folder, 'file', 'run')],
      /file is a file \(expected a folder for --out\)/,
    ],
    [
      'an output folder that can not be made',
      () => ['train', '--epochs', '1', '--backend', 'wasm', '--out', '/sys/nowhere'],
      /can't write to \/sys\/nowhere/,
    ],
  ])('%s is one line that names it, exit code 2, and nothing is written', async (_, words, message) => {
    await writeFile(join(folder, 'file'), '');
    expect(await runCli(words())).toBe(2);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toMatch(message);
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('a folder that holds anything is not written into', async () => {
    await mkdir(join(folder, 'run'));
    await writeFile(join(folder, 'run', 'report.html'), 'precious');
    expect(await runCli(['train', ...out()])).toBe(2);
    expect(lines()).toEqual([
      `fer: ${join(folder, 'run')} is not empty (expected a new or empty folder for --out)`,
    ]);
  });

  it('a folder that holds a run already is not overwritten', async () => {
    await mkdir(join(folder, 'run'));
    await writeFile(join(folder, 'run', 'run.json'), '{}');
    expect(await runCli(['train', ...out()])).toBe(2);
    expect(lines()[0]).toMatch(
      /holds a run already \(expected a new folder for --out; delete that run if it is not wanted\)/,
    );
  });

  it.each([[['train', '--epochs', 'many']], [['nonsense']], [['predict']]])(
    '%j is a mistake of the command line, exit code 2',
    async (words) => {
      expect(await runCli(words)).toBe(2);
      expect(errors.join('')).toMatch(/error: /);
    },
  );

  it.each([[['--help']], [['train', '--help']], [['--version']]])('%j is no mistake', async (words) => {
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
    expect(await runCli(words)).toBe(0);
    expect(written.join('')).toMatch(/Usage: fer|^\d+\.\d+\.\d+/);
  });
});
