import type { RandomAccess } from '../bytes/random-access';
import { DataError } from '../data-error';
import { MAX_FILES } from '../folder/folder-source';

/** What a zip archive's directory says of one file. */
export interface ZipEntry {
  /** Its path, checked to stay inside of the archive. */
  path: string;
  /** 0 stored, 8 deflated. */
  method: number;
  encrypted: boolean;
  crc: number;
  compressedSize: number;
  size: number;
  /** Where its local header begins. */
  offset: number;
  /** Where the next entry, or the directory, begins: its data end before. */
  limit: number;
}

const END = 0x06054b50;
const END_BYTES = 22;
const MAX_COMMENT = 0xffff;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_BYTES = 20;
const ENTRY = 0x02014b50;
const ENTRY_BYTES = 46;
export const LOCAL_BYTES = 30;
const MAX_DIRECTORY_BYTES = 256 << 20;

/**
 * Reads a zip archive's directory (PKWARE's APPNOTE 6.3, 4.3.12 - 4.3.16), Zip64 included. We read it ourselves as
 * the libraries either trust it (fflate checks no checksum) or take over a millisecond an entry (zip.js), and sets
 * have 35,887 of them.
 *
 * Throws a `DataError` for what is damaged or cut short, in several volumes, or made to harm: names that lead out of
 * the archive, entries that overlap, more than 500,000 of them.
 */
export async function readZipDirectory(access: RandomAccess, file: string): Promise<ZipEntry[]> {
  const { count, start, size } = await findDirectory(access, file);
  if (count > MAX_FILES) fail(file, `${count} files in the archive (expected at most ${MAX_FILES})`);
  if (start + size > access.size || size > MAX_DIRECTORY_BYTES || count * ENTRY_BYTES > size) damaged(file);
  const bytes = await access.read(start, start + size);
  const view = viewOf(bytes);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_BYTES > size || view.getUint32(at, true) !== ENTRY) damaged(file);
    const lengths = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const nameEnd = at + ENTRY_BYTES + lengths[0];
    const next = nameEnd + lengths[1] + lengths[2];
    if (next > size) damaged(file);
    const sizes = sizesOf(view, at, nameEnd, nameEnd + lengths[1]);
    if (!sizes) damaged(file);
    const path = safePath(decoder.decode(bytes.subarray(at + ENTRY_BYTES, nameEnd)), file);
    entries.push({
      path,
      method: view.getUint16(at + 10, true),
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      crc: view.getUint32(at + 16, true),
      ...sizes,
      limit: start,
    });
    at = next;
  }
  assertDistinct(entries, file);
  return entries.filter(({ path }) => !path.endsWith('/'));
}

async function findDirectory(access: RandomAccess, file: string) {
  const tailStart = Math.max(0, access.size - END_BYTES - MAX_COMMENT - LOCATOR_BYTES);
  const view = viewOf(await access.read(tailStart, access.size));
  let at = view.byteLength - END_BYTES;
  // The comment at the end fills the file to its last byte, or it is no end record but bytes that look like one.
  const isEnd = () =>
    view.getUint32(at, true) === END && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength;
  while (at >= 0 && !isEnd()) at--;
  if (at < 0) fail(file, 'a zip archive that is cut short (expected its directory at the end)');
  if (view.getUint16(at + 4, true) !== view.getUint16(at + 6, true))
    fail(file, 'a part of a zip archive in several volumes (expected one file)');
  const found = {
    count: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    start: view.getUint32(at + 16, true),
  };
  const locator = at - LOCATOR_BYTES;
  if (locator < 0 || view.getUint32(locator, true) !== LOCATOR_64) return found;
  const end64 = uint64(view, locator + 8);
  if (end64 + 56 > access.size) damaged(file);
  const record = viewOf(await access.read(end64, end64 + 56));
  if (record.getUint32(0, true) !== END_64) damaged(file);
  return { count: uint64(record, 32), size: uint64(record, 40), start: uint64(record, 48) };
}

/** Sizes and offset of an entry; those that do not fit 32 bits stand in its extra field 1. */
function sizesOf(view: DataView, at: number, extra: number, extraEnd: number) {
  const [compressedSize, size, offset] = [20, 24, 42].map((field) => view.getUint32(at + field, true));
  const values = { size, compressedSize, offset };
  const wide = (['size', 'compressedSize', 'offset'] as const).filter((key) => values[key] === 0xffffffff);
  if (wide.length === 0) return values;
  for (let field = extra; field + 4 <= extraEnd;) {
    const end = field + 4 + view.getUint16(field + 2, true);
    if (view.getUint16(field, true) === 1 && end <= extraEnd && field + 4 + 8 * wide.length <= end) {
      wide.forEach((key, i) => (values[key] = uint64(view, field + 4 + 8 * i)));
      return values;
    }
    field = end;
  }
  return undefined;
}

function safePath(name: string, file: string): string {
  const path = name.replaceAll('\\', '/');
  const leaves = path.split('/').includes('..') || /^\/|^[a-z]:|\0/i.test(path) || path === '';
  if (leaves)
    fail(file, `entry ${JSON.stringify(name.slice(0, 100))} (expected paths inside of the archive)`);
  return path;
}

/** No name twice, and no byte in two entries: what zip bombs are made of. Sets the limit of each. */
function assertDistinct(entries: readonly ZipEntry[], file: string): void {
  const names = new Set<string>();
  for (const { path } of entries) {
    if (names.has(path)) fail(file, `entry ${JSON.stringify(path)} twice (expected each path once)`);
    names.add(path);
  }
  let limit = Infinity;
  for (const entry of [...entries].sort((a, b) => b.offset - a.offset)) {
    entry.limit = Math.min(entry.limit, limit);
    limit = entry.offset;
    if (entry.offset + LOCAL_BYTES + entry.compressedSize > entry.limit) damaged(file);
  }
}

function uint64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}

export function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function damaged(file: string): never {
  return fail(file, 'a damaged zip archive (expected a directory that fits its files)');
}

function fail(file: string, problem: string): never {
  throw new DataError({ file }, problem);
}

const decoder = new TextDecoder();
