import { createReadStream, statSync } from 'node:fs';
import type { NamedSource } from '../bytes/byte-source';
import { DataError } from '../data-error';

const READ_BYTES = 1 << 18;

/**
 * A file to read from, its path as its name. Nothing is opened before it is read; reading throws a `DataError`
 * when there is no such file, when it is a folder, or when it may not be read.
 */
export function fileSource(path: string): NamedSource {
  return { name: path, size: sizeOf(path), open: () => read(path) };
}

async function* read(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!code) throw error;
    const problem = PROBLEMS[code] ?? `cannot be read: ${(error as Error).message}`;
    throw new DataError({ file: path }, problem, { cause: error });
  }
}

const PROBLEMS: Record<string, string> = {
  ENOENT: 'no such file (expected a csv, plain or gzipped)',
  ENOTDIR: 'no such file (a part of its path is not a folder)',
  EISDIR: 'a folder (expected a csv file, plain or gzipped)',
  EACCES: 'permission denied (expected a readable file)',
};

function sizeOf(path: string): number | undefined {
  try {
    const stat = statSync(path);
    return stat.isFile() ? stat.size : undefined;
  } catch {
    return undefined; // reading it says what is wrong
  }
}
