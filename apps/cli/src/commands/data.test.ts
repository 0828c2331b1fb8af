import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runCli } from '../run-cli';

let folder: string;
let said: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-data-'));
  said = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => void said.push(text));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** A FER2013 file whose last row is its first again, of another class and in PublicTest. */
async function faces(): Promise<string> {
  const pixels = (i: number) =>
    Array.from(
      { length: 2304 },
      (_, k) => (Math.floor(k / 48) * (3 * i + 7) + (k % 48) * (5 * i + 3)) % 256,
    ).join(' ');
  const rows = Array.from({ length: 14 }, (_, i) => `${i % 7},${pixels(i)},Training`);
  const file = join(folder, 'faces.csv');
  await writeFile(file, ['emotion,pixels,Usage', ...rows, `3,${pixels(0)},PublicTest`, ''].join('\n'));
  return file;
}

it('prints the audit and draws it, the mean and samples of every class too', async () => {
  const out = join(folder, 'look');
  expect(await runCli(['data', await faces(), '--no-cache', '--out', out])).toBe(0);
  expect(said[0]).toContain('15 images of 48 x 48, grey');
  const figures = await readdir(join(out, 'figures'));
  for (const name of [
    'balance',
    'mean-images',
    'samples',
    'samples-3-happy',
    'duplicates',
    'conflicting-labels',
  ])
    expect(figures).toEqual(expect.arrayContaining([`${name}.svg`, `${name}.png`]));
  const png = await readFile(join(out, 'figures/duplicates.png'));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
});

it('prints the whole audit as JSON', async () => {
  const file = await faces();
  expect(await runCli(['data', file, '--no-cache', '--json'])).toBe(0);
  expect(JSON.parse(said.join('\n'))).toMatchObject({
    source: file,
    count: 15,
    classCounts: [2, 2, 2, 3, 2, 2, 2],
    exact: {
      extra: 1,
      conflicting: 1,
      across: 1,
      groups: [{ rows: [0, 14], labels: [0, 3], splits: ['Training', 'PublicTest'] }],
    },
  });
});

it.each([
  [['--drop-conflicts'], /data\.dropConflicts: true \(expected it only together with data\.dropDuplicates\)/],
  [['--drop-duplicates', 'some'], /Allowed choices are exact, near/],
])('fer train %j is a mistake, exit code 2', async (words, message) => {
  const errors: string[] = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => errors.push(String(text)) > 0);
  expect(await runCli(['train', ...words, '--out', join(folder, 'run')])).toBe(2);
  expect(errors.join('')).toMatch(message);
});
