import { memoryStore } from '@fer/models';
import type { RunFolder } from '../run-folder';
import { storeRunFolder } from '../store-run-folder';

/** A run folder in memory; `files` holds what was written but into its stores. */
export function memoryRunFolder(): RunFolder & {
  files: Map<string, Uint8Array>;
  text: (path: string) => string;
} {
  const folder = storeRunFolder(memoryStore());
  const files = new Map<string, Uint8Array>();
  return {
    ...folder,
    files,
    text: (path) => new TextDecoder().decode(files.get(path)),
    async write(path, content) {
      await folder.write(path, content);
      files.set(path, (await folder.read(path))!);
    },
  };
}
