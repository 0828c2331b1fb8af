import { DataError } from '../data-error';
import type { FolderSource } from '../folder/folder-source';
import { openInput } from '../open-input';
import { webPlatform } from '../platform';

/**
 * The files of any zip archive as a folder; each is held against its size and checksum as it is read.
 *
 * Throws a `DataError` where the archive is none or is cut short.
 *
 * ```ts
 * for (const file of await (await zipFiles(blob)).files()) console.log(file.name, file.size);
 * ```
 */
export async function zipFiles(zip: Blob | Uint8Array, name = 'zip'): Promise<FolderSource> {
  const input = await openInput(webPlatform, zip, { name });
  if (input.kind === 'folder') return input.folder;
  await input.bytes[Symbol.asyncIterator]().return?.(undefined);
  throw new DataError({ file: name }, 'no zip archive (expected one)');
}
