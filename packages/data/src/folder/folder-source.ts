import type { NamedSource } from '../bytes/byte-source';

/** One file of a folder; its `name` is its path below the folder, with `/` between the parts. */
export interface FolderFile extends NamedSource {
  /** All of it, at most `limit` bytes. Throws a `DataError` when there are more. */
  read(limit: number): Promise<Uint8Array>;
}

/** A folder of files: on disk, in a zip archive, or as a browser's file input hands it out. */
export interface FolderSource {
  /** What error messages call it. */
  name: string;
  /** Every file below it, whatever it is, in any order. */
  files(): Promise<FolderFile[]>;
}

export function isFolderSource(source: unknown): source is FolderSource {
  return typeof (source as FolderSource | null)?.files === 'function';
}

/** More files than any set has. */
export const MAX_FILES = 500_000;

/** What systems leave lying about: hidden files, macOS's resource forks, Windows' thumbnails. */
export function isLitter(path: string): boolean {
  return path.split('/').some((part) => /^(\.|__MACOSX$|Thumbs\.db$|desktop\.ini$)/i.test(part));
}
