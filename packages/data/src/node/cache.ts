import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabelledImages } from '../labelled-images';
import { packImagesWith, unpackImagesWith } from '../write/pack-images';
import { compareText } from '../folder/class-folders';
import { folderSource } from './folder-source';
import { nodePlatform } from './node-platform';
import { readRange } from './file-source';

/** Where packed sets are kept, so that a second start need not read and decode the files again. */
export interface CacheOptions {
  /** The application's folder; it is made when it is needed. Only files that the cache wrote are deleted in it. */
  folder: string;
  /** Smaller sources, in bytes, are read quickly anyway. Default 4 MiB. */
  minBytes?: number;
  /** The oldest files go where all take more bytes than these. Default 1 GiB. */
  maxBytes?: number;
}

const SUFFIX = '.ferpack';
const UNFINISHED = '.ferpack-unfinished';
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * `read()`, or what it gave before for the same bytes at `paths` and the same `options`: the key is a SHA-256 over
 * the contents, never over the source's name or times. A file is written under another name, checked by its checksums when it is
 * read, and taken for nothing when anything is wrong with it; a cache that cannot be written is done without.
 *
 * `read` says whether its result may be kept.
 */
export async function cached(
  { folder, minBytes = 4 << 20, maxBytes = 1 << 30 }: CacheOptions,
  { paths, options, signal }: { paths: readonly string[]; options: unknown; signal: AbortSignal | undefined },
  read: () => Promise<{ ds: LabelledImages; keep: boolean }>,
): Promise<LabelledImages> {
  const before = await fingerprint(paths);
  if (before === undefined || before.bytes < minBytes) return (await read()).ds;
  const hash = createHash('sha256').update(JSON.stringify(['FERPACK1', options]));
  for (const file of before.files) await addFile(hash, file, signal);
  const path = join(folder, hash.digest('hex') + SUFFIX);
  const found = await load(path);
  if (found) return found;
  const { ds, keep } = await read();
  // A file that changed after it was hashed is not what the key says.
  const after = await fingerprint(paths);
  if (keep && after?.stamp === before.stamp) await store(folder, path, ds, maxBytes);
  return ds;
}

/** All files of the paths in a fixed order, and what changes when one of them does. */
async function fingerprint(paths: readonly string[]) {
  try {
    const files: { path: string; name: string }[] = [];
    for (const path of paths) {
      if (!(await stat(path)).isDirectory()) files.push({ path, name: '' });
      else {
        const names = (await folderSource(path).files()).map(({ name }) => name).sort(compareText);
        files.push(...names.map((name) => ({ path: join(path, name), name })));
      }
    }
    const stats = await Promise.all(files.map(({ path }) => stat(path)));
    return {
      files,
      bytes: stats.reduce((sum, { size }) => sum + size, 0),
      stamp: JSON.stringify(stats.map(({ size, mtimeMs }, i) => [files[i].path, size, mtimeMs])),
    };
  } catch {
    return undefined; // reading it says what is wrong
  }
}

/** Its place below the folder, which tells an image's class, its length and its content. */
async function addFile(
  hash: Hash,
  { path, name }: { path: string; name: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  hash.update(JSON.stringify([name, (await stat(path)).size]));
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal }))
    hash.update(chunk as Uint8Array);
}

async function load(path: string): Promise<LabelledImages | undefined> {
  try {
    const { size } = await stat(path);
    const read = (start: number, end: number) => readRange(path, start, end);
    const ds = await unpackImagesWith((bytes) => nodePlatform.crc32(bytes), { size, read }, path);
    const now = new Date();
    await utimes(path, now, now).catch(() => undefined); // the least recently used ones go first
    return ds;
  } catch {
    return undefined; // not there, or damaged: it is written anew
  }
}

async function store(folder: string, path: string, ds: LabelledImages, maxBytes: number): Promise<void> {
  const unfinished = join(folder, randomUUID() + UNFINISHED);
  try {
    await mkdir(folder, { recursive: true });
    const file = await open(unfinished, 'wx');
    try {
      for (const piece of packImagesWith((bytes) => nodePlatform.crc32(bytes), ds))
        await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    await prune(folder, path, maxBytes);
  } catch {
    await rm(unfinished, { force: true }).catch(() => undefined);
  }
}

/** Deletes the oldest sets until all fit, and what a killed process left a day ago. */
async function prune(folder: string, newest: string, maxBytes: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(SUFFIX) || name.endsWith(UNFINISHED));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, ...pick(await stat(path)) };
    }),
  );
  const { time: now } = files.find(({ path }) => path === newest)!;
  let total = 0;
  for (const { path, size, time } of files.sort((a, b) => b.time - a.time)) {
    const stale = path.endsWith(UNFINISHED) && now - time > STALE_MS;
    if (path.endsWith(SUFFIX)) total += size;
    if (path !== newest && (stale || (path.endsWith(SUFFIX) && total > maxBytes)))
      await rm(path, { force: true });
  }
}

function pick({ size, mtimeMs }: { size: number; mtimeMs: number }) {
  return { size, time: mtimeMs };
}
