import { abortable } from '../bytes/abortable';
import { openSource } from '../bytes/byte-source';
import { maybeGunzip } from '../bytes/inflate';
import { DataError } from '../data-error';
import { isLitter, type FolderFile, type FolderSource } from '../folder/folder-source';
import type { Input } from '../open-input';
import type { Platform } from '../platform';
import { decode } from './csv-field';

/** Text that is being read, inflated where it was compressed. */
export interface OpenedCsv {
  file: string | undefined;
  text: AsyncIterable<Uint8Array>;
  /** A checksum at its end tells whether the text is undamaged. */
  checked: boolean;
}

/** How well a header suits, 0 not at all. */
export type RankHeader = (names: readonly string[]) => number;

const HEADER_BYTES = 1 << 12;
/** Others than csv files that would be looked into for nothing. */
const IMAGE = /\.(jpe?g|png|gif|bmp|webp|tiff?)$/i;
const MAX_LOOKED_INTO = 1000;

/** Opens a file's text, gzipped or not. */
export async function openCsv(
  platform: Platform,
  { file, bytes }: Extract<Input, { kind: 'bytes' }>,
): Promise<OpenedCsv> {
  const { gzipped, text } = await maybeGunzip(bytes, platform.inflate, file);
  return { file, text, checked: gzipped };
}

/** What `findCsv` found: a file, or nothing, and why one that could have been it cannot be read. */
export interface FoundCsv {
  file?: FolderFile | undefined;
  problem?: DataError | undefined;
}

/**
 * The one csv file of a folder whose header suits best, plain or gzipped. `entry` names it when
 * several do equally well, which is an error without.
 */
export async function findCsv(
  platform: Platform,
  folder: FolderSource,
  { rank, entry }: { rank: RankHeader; entry?: string | undefined },
): Promise<FoundCsv> {
  const files = (await folder.files()).filter(({ name }) => !isLitter(name) && !IMAGE.test(name));
  if (entry !== undefined) {
    const named = files.find(({ name }) => name === entry);
    if (named) return { file: named };
    throw new DataError(
      { file: folder.name },
      `no file ${JSON.stringify(entry)} (expected one of ${list(files)})`,
    );
  }
  const ranked: { file: FolderFile; rank: number }[] = [];
  let problem: DataError | undefined;
  for (const file of files.slice(0, MAX_LOOKED_INTO)) {
    try {
      ranked.push({ file, rank: rank(await headerOf(platform, folder, file)) });
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      problem ??= error;
    }
  }
  const best = Math.max(0, ...ranked.map((each) => each.rank));
  const found = ranked.filter((each) => each.rank === best).map(({ file }) => file);
  if (best > 0 && found.length > 1)
    throw new DataError(
      { file: folder.name },
      `several sets: ${list(found)} (expected one; name it with entry)`,
    );
  return { file: best > 0 ? found[0] : undefined, problem };
}

/** Opens a file of a folder. */
export async function openCsvOf(
  platform: Platform,
  folder: FolderSource,
  found: FolderFile,
  {
    signal,
    onBytes,
  }: { signal?: AbortSignal | undefined; onBytes?: (done: number, total: number | undefined) => void } = {},
): Promise<OpenedCsv> {
  const file = `${folder.name}/${found.name}`;
  const { bytes, size } = await openSource(found, signal);
  async function* counted() {
    let done = 0;
    for await (const piece of bytes) {
      yield piece;
      done += piece.length;
      onBytes?.(done, size);
    }
  }
  const { text } = await maybeGunzip(abortable(counted(), signal), platform.inflate, file);
  return { file, text, checked: true };
}

/** The column names in the first line with any text, as if the file were a csv file. */
async function headerOf(platform: Platform, folder: FolderSource, file: FolderFile): Promise<string[]> {
  let head = '';
  const { bytes } = await openSource(file);
  const { text } = await maybeGunzip(bytes, platform.inflate, `${folder.name}/${file.name}`);
  for await (const piece of text) {
    head += decode(piece, 0, Math.min(piece.length, HEADER_BYTES));
    if (head.length >= HEADER_BYTES || head.trimStart().includes('\n')) break;
  }
  return headerNames(head.trimStart().split('\n')[0]);
}

/** Column names as a header spells them, without blanks and quotes around them. */
export function headerNames(line: string): string[] {
  return line.split(',').map((name) =>
    name
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim(),
  );
}

function list(files: readonly FolderFile[]): string {
  const names = files.map(({ name }) => name).sort();
  return names.length > 8
    ? `${names.slice(0, 8).join(', ')} … (${names.length})`
    : names.join(', ') || 'none';
}
