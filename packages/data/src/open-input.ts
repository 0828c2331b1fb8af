import { abortable } from './bytes/abortable';
import { openSource, type ByteSource } from './bytes/byte-source';
import { peek } from './bytes/peek';
import { randomAccess } from './bytes/random-access';
import { isFolderSource, type FolderSource } from './folder/folder-source';
import type { Platform } from './platform';
import { zipFolder } from './zip/zip-folder';

export interface OpenInputOptions {
  name?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Called after each piece of a file that is no archive. */
  onBytes?: (done: number, total: number | undefined) => void;
}

/** What a reader was given: a folder (a zip archive is one), or a file's bytes. */
export type Input =
  | { kind: 'folder'; folder: FolderSource }
  | { kind: 'bytes'; file: string | undefined; bytes: AsyncIterable<Uint8Array> };

/** Opens a source and tells by its content what it is. */
export async function openInput(
  platform: Platform,
  source: FolderSource | ByteSource,
  { name, signal, onBytes }: OpenInputOptions,
): Promise<Input> {
  signal?.throwIfAborted();
  if (isFolderSource(source)) {
    const folder = name === undefined ? source : { name, files: () => source.files() };
    return { kind: 'folder', folder };
  }
  const opened = await openSource(source, signal);
  const file = name ?? opened.name;
  async function* counted() {
    let done = 0;
    for await (const piece of opened.bytes) {
      yield piece;
      done += piece.length;
      onBytes?.(done, opened.size);
    }
  }
  const { head, all } = await peek(abortable(counted(), signal), 4);
  if (!isZip(head)) return { kind: 'bytes', file, bytes: all };
  const access = await randomAccess(source, all, file);
  return { kind: 'folder', folder: zipFolder(access, file ?? 'zip', platform) };
}

/** A zip archive begins with a file's header, or, where it is empty, with its directory's end. */
function isZip(head: Uint8Array): boolean {
  return (
    head[0] === 0x50 &&
    head[1] === 0x4b &&
    ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6))
  );
}
