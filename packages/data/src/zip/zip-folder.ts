import { inflateSync } from 'fflate';
import { assertNoBomb } from '../bytes/inflate';
import { tooLarge, type RandomAccess } from '../bytes/random-access';
import { DataError } from '../data-error';
import type { FolderFile, FolderSource } from '../folder/folder-source';
import type { Platform } from '../platform';
import { LOCAL_BYTES, readZipDirectory, viewOf, type ZipEntry } from './zip-directory';

const LOCAL = 0x04034b50;
const PIECE = 1 << 18;

/**
 * A zip archive as a folder. Nothing is written to disk, files are inflated when they are read, and every file is
 * held against its size and checksum.
 */
export function zipFolder(access: RandomAccess, name: string, platform: Platform): FolderSource {
  return {
    name,
    files: async () =>
      (await readZipDirectory(access, name)).map((entry) => zipFile(access, name, platform, entry)),
  };
}

function zipFile(access: RandomAccess, archive: string, platform: Platform, entry: ZipEntry): FolderFile {
  const file = `${archive}/${entry.path}`;
  const { size, compressedSize } = entry;
  return {
    name: entry.path,
    size,
    async *open() {
      const start = await findData(access, entry, file);
      const stored = pieces(access, start, start + compressedSize);
      let crc = 0;
      let length = 0;
      for await (const piece of entry.method === 0
        ? stored
        : watch(platform.inflate(stored, 'deflate-raw'), file)) {
        length += piece.length;
        if (length > size) throw damaged(file);
        assertNoBomb(length, compressedSize, file);
        crc = platform.crc32(piece, crc);
        yield piece;
      }
      if (length !== size || crc !== entry.crc) throw damaged(file);
    },
    async read(limit) {
      if (size > limit || compressedSize > limit) throw tooLarge(file, limit);
      assertNoBomb(size, compressedSize, file);
      const start = await findData(access, entry, file);
      const stored = await access.read(start, start + compressedSize);
      const bytes = entry.method === 0 ? stored : inflate(stored, size, file);
      if (bytes.length !== size || platform.crc32(bytes) !== entry.crc) throw damaged(file);
      return bytes;
    },
  };
}

/** Where a file's data begin: the local header's names may differ in length from the directory's. */
async function findData(access: RandomAccess, entry: ZipEntry, file: string): Promise<number> {
  if (entry.encrypted) throw new DataError({ file }, 'encrypted (expected files without a password)');
  if (entry.method !== 0 && entry.method !== 8)
    throw new DataError({ file }, `compression method ${entry.method} (expected 0, stored, or 8, deflate)`);
  const header = viewOf(await access.read(entry.offset, entry.offset + LOCAL_BYTES));
  if (header.byteLength < LOCAL_BYTES || header.getUint32(0, true) !== LOCAL) throw damaged(file);
  const start = entry.offset + LOCAL_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
  if (header.getUint16(8, true) !== entry.method || start + entry.compressedSize > entry.limit)
    throw damaged(file);
  return start;
}

async function* pieces(access: RandomAccess, start: number, end: number): AsyncGenerator<Uint8Array> {
  for (let at = start; at < end; at += PIECE) yield await access.read(at, Math.min(end, at + PIECE));
}

async function* watch(inflated: AsyncIterable<Uint8Array>, file: string) {
  try {
    yield* inflated;
  } catch (error) {
    throw damaged(file, error);
  }
}

/** Into room for `size` bytes and no more. */
function inflate(stored: Uint8Array, size: number, file: string): Uint8Array {
  try {
    return inflateSync(stored, { out: new Uint8Array(size) });
  } catch (error) {
    throw damaged(file, error);
  }
}

function damaged(file: string, cause?: unknown): DataError {
  return new DataError({ file }, 'damaged in the archive (expected its size and checksum to fit)', { cause });
}
