import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cacheFolder } from './cache-folder';
import { loadData, type LoadDataOptions } from './load-data';
import { runCli } from './run-cli';

let folder: string;
let errors: string[];
let printed: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-load-'));
  vi.stubEnv('XDG_CACHE_HOME', join(folder, 'cache'));
  errors = [];
  printed = [];
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line));
  vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const row = (i: number) =>
  `${i % 7},${Array.from({ length: 2304 }, (_, p) => (p + i) % 256).join(' ')},Training`;

async function write(rows: string[]) {
  const path = join(folder, 'faces.csv');
  await writeFile(path, ['emotion,pixels,Usage', ...rows, ''].join('\n'));
  return path;
}

it('--skip-bad-rows leaves out bad rows and says on stderr which', async () => {
  const path = await write([row(0), '9,1 2 3,Training', row(1), 'x,,']);
  expect(await runCli(['data', path, '--json'])).toBe(2);
  errors = [];
  expect(await runCli(['data', path, '--json', '--skip-bad-rows'])).toBe(0);
  expect(errors.join('\n').split('\n')).toEqual([
    'left out 2 of 4, which could not be read:',
    `  ${path} line 3, column "emotion": value 9 (expected an integer 0..6)`,
    `  ${path} line 5, column "emotion": value "x" (expected an integer 0..6)`,
  ]);
  expect(JSON.parse(printed.join('\n'))).toMatchObject({ source: path });
});

it('keeps large data in the cache folder of the user, unless told not to, and never trusts a part of a file', async () => {
  const path = await write(Array.from({ length: 600 }, (_, i) => row(i)));
  // Bytes compared as bytes: toEqual takes seconds for a million of them.
  const load = async (options?: LoadDataOptions) => {
    const { images, ...rest } = await loadData(path, options);
    return { ...rest, images: Buffer.from(images).toString('base64') };
  };
  const fresh = await load({ cache: false });
  await expect(readdir(cacheFolder())).rejects.toThrow(/ENOENT/);
  expect(await load()).toEqual(fresh);
  const [kept] = await readdir(cacheFolder());
  expect(await load()).toEqual(fresh);
  await truncate(join(cacheFolder(), kept), 100_000);
  expect(await load()).toEqual(fresh);
});

it("has its cache where each system's programs have theirs", () => {
  expect(cacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux')).toBe(join('/c', 'fer'));
  expect(cacheFolder({}, 'linux')).toMatch(/\.cache[/\\]fer$/);
  expect(cacheFolder({}, 'darwin')).toMatch(/Library[/\\]Caches[/\\]fer$/);
  expect(cacheFolder({ LOCALAPPDATA: 'C' }, 'win32')).toBe(join('C', 'fer', 'Cache'));
});
