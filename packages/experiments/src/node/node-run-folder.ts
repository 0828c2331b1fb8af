import { dirname, basename, join } from 'node:path';
import { folderStore } from '@fer/models/node';
import type { RunFolder } from '../run-folder';

/** A run folder on disk; folders are made when something is first written into them. */
export function nodeRunFolder(path: string): RunFolder {
  const place = (file: string) => ({ store: folderStore(join(path, dirname(file))), entry: basename(file) });
  return {
    name: path,
    read(file) {
      const { store, entry } = place(file);
      return store.read(entry);
    },
    write(file, content) {
      const { store, entry } = place(file);
      return store.write(entry, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    store: (name) => folderStore(join(path, name)),
  };
}
