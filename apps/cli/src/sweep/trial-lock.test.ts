import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockHolder, takeLock } from './trial-lock';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fer-lock-'));
  path = join(folder, 'sweep', 'a.lock');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The id of a process that is over. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('exit', resolve));
  return child.pid as number;
}

async function leaveLock(content: string, minutesAgo = 0): Promise<void> {
  await mkdir(join(folder, 'sweep'), { recursive: true });
  await writeFile(path, content);
  const then = new Date(Date.now() - minutesAgo * 60_000);
  await utimes(path, then, then);
}
const lockOf = (pid: number, host = hostname()) => JSON.stringify({ pid, host });

it('is held by one, names its process, and is free once released', async () => {
  const release = await takeLock(path);
  expect(await takeLock(path)).toBeUndefined();
  expect(await lockHolder(path)).toEqual({ pid: process.pid, host: hostname() });
  await release?.();
  expect(existsSync(path)).toBe(false);
  expect(await lockHolder(path)).toBeUndefined();
  expect(await takeLock(path)).toBeDefined();
});

it('is taken from a dead process at once, and nothing else is left behind', async () => {
  await leaveLock(lockOf(await deadProcess()));
  expect(await lockHolder(path)).toBeUndefined();
  expect(await takeLock(path)).toBeDefined();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid });
  expect(await readdir(join(folder, 'sweep'))).toEqual(['a.lock']);
});

it('is taken from a dead process by one of many that try at the same time', async () => {
  const dead = await deadProcess();
  for (let round = 0; round < 10; round++) {
    await leaveLock(lockOf(dead));
    const taken = await Promise.all(Array.from({ length: 8 }, () => takeLock(path)));
    expect(taken.filter((release) => release !== undefined)).toHaveLength(1);
    await rm(path);
  }
});

it('is left to a process of another machine that gave a sign of life within two minutes', async () => {
  await leaveLock(lockOf(1, 'elsewhere'), 1);
  expect(await takeLock(path)).toBeUndefined();
  await leaveLock(lockOf(1, 'elsewhere'), 3);
  expect(await takeLock(path)).toBeDefined();
});

it('is left to who has just made it and writes into it, not to who died over that', async () => {
  await leaveLock('');
  expect(await takeLock(path)).toBeUndefined();
  await leaveLock('{"pid":', 1);
  expect(await takeLock(path)).toBeDefined();
});

it('is taken also where somebody died while taking it over', async () => {
  await leaveLock(lockOf(await deadProcess()));
  await mkdir(`${path}.takeover`);
  const then = new Date(Date.now() - 60_000);
  await utimes(`${path}.takeover`, then, then);
  expect(await takeLock(path)).toBeDefined();
  expect(existsSync(`${path}.takeover`)).toBe(false);
});
