import { createReadStream, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { NamedSource } from '../bytes/byte-source';
import { DataError } from '../data-error';

const READ_BYTES = 1 << 18;

/**
 * A file to read from, its path as its name. Nothing is opened before it is read; reading throws a `DataError`
 * when there is no such file, when it is a folder, or when it may not be read.
 */
export function fileSource(path: string, size = sizeOf(path)): NamedSource {
  return { name: path, size, open: () => read(path), readRange: (start, end) => readRange(path, start, end) };
}

async function* read(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw problemOf(path, error);
  }
}

/** The bytes `start` to `end` of a file, in an array of their own. */
export async function readRange(path: string, start: number, end: number): Promise<Uint8Array> {
  try {
    const file = await open(path);
    try {
      const bytes = new Uint8Array(end - start);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await file.read(bytes, length, bytes.length - length, start + length);
        if (bytesRead === 0)
          throw new DataError({ file: path }, 'it ends early: it was changed while it was read');
        length += bytesRead;
      }
      return bytes;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw problemOf(path, error);
  }
}

/** What the operating system says of a path, as a `DataError`; other errors as they are. */
export function problemOf(path: string, error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (!code) return error;
  const problem = PROBLEMS[code] ?? `cannot be read: ${(error as Error).message}`;
  return new DataError({ file: path }, problem, { cause: error });
}

const PROBLEMS: Record<string, string> = {
  ENOENT: 'no such file (expected a csv, a zip archive or a folder)',
  ENOTDIR: 'no such file (a part of its path is not a folder)',
  EISDIR: 'a folder (expected a file)',
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
