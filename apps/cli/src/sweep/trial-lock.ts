import { mkdir, readFile, rm, rmdir, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Who runs a trial, as its lock file says. */
export interface LockHolder {
  pid: number;
  host: string;
}

/** How often a holder says that it is alive, milliseconds; other machines can't see whether its process is. */
const HEARTBEAT = 15_000;
/** A holder on another machine that was silent for so long is dead, milliseconds. */
const SILENCE = 120_000;
/** Taking a dead holder's lock away takes a moment: who is at it for so long, milliseconds, has died of it. */
const TAKEOVER = 10_000;

/** Who holds a lock and is alive; undefined where it is free, or its holder dead. */
export async function lockHolder(path: string): Promise<LockHolder | undefined> {
  const lock = await readLock(path);
  return lock !== undefined && (await isAlive(path, lock)) ? lock : undefined;
}

/**
 * Takes a lock file and gives what releases it; undefined where somebody alive holds it. The file names process and
 * machine: the lock of a dead process on this machine is free at once, that of another machine after two minutes
 * without a sign of life.
 */
export async function takeLock(path: string): Promise<(() => Promise<void>) | undefined> {
  await mkdir(dirname(path), { recursive: true });
  if (!(await create(path)) && !((await bury(path)) && (await create(path)))) return undefined;
  const heartbeat = setInterval(() => {
    const now = new Date();
    void utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT);
  heartbeat.unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(path, { force: true });
  };
}

/** Does something with a lock held, as soon as nobody else holds it: for what takes a moment. */
export async function whileLocked(path: string, work: () => Promise<void>): Promise<void> {
  let release: (() => Promise<void>) | undefined;
  while ((release = await takeLock(path)) === undefined) await sleep(50);
  try {
    await work();
  } finally {
    await release();
  }
}

/** Makes the file, which only one of many can. */
async function create(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${JSON.stringify({ pid: process.pid, host: hostname() })}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Takes the lock of a dead holder away; false where it is held. A folder, which too only one can make, keeps two from
 * doing so at once: the slower would take away the new lock of the faster.
 */
async function bury(path: string): Promise<boolean> {
  const guard = `${path}.takeover`;
  for (;;) {
    if ((await lockHolder(path)) !== undefined) return false;
    try {
      await mkdir(guard);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if ((await age(guard)) > TAKEOVER) await rmdir(guard).catch(() => undefined);
    await sleep(50);
  }
  try {
    if ((await lockHolder(path)) !== undefined) return false;
    await rm(path, { force: true });
    return true;
  } finally {
    await rmdir(guard).catch(() => undefined);
  }
}

/** What a lock file says; a holder without a process where it says nothing yet, undefined where there is none. */
async function readLock(path: string): Promise<LockHolder | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { pid, host } = JSON.parse(text) as Partial<LockHolder>;
    if (Number.isInteger(pid) && typeof host === 'string') return { pid: pid as number, host };
  } catch {
    // Being written, or its writer died over it.
  }
  return { pid: 0, host: '' };
}

async function isAlive(path: string, { pid, host }: LockHolder): Promise<boolean> {
  if (host === '') return (await age(path)) < TAKEOVER;
  if (host !== hostname()) return (await age(path)) < SILENCE;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Milliseconds since a file was touched; for ever, where it is gone. */
async function age(path: string): Promise<number> {
  try {
    return Date.now() - (await stat(path)).mtimeMs;
  } catch {
    return Infinity;
  }
}
