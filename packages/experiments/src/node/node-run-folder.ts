import { rmdir } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import { folderStore } from '@fer/models/node';
import type { RunFolder } from '../run-folder';

/** A run folder on disk; folders are made when something is first written into them, and a store's goes with its last entry. */
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
    store(name) {
      const store = folderStore(join(path, name));
      return {
        ...store,
        async remove(entry) {
          await store.remove(entry);
          if ((await store.entries()).length === 0) await rmdir(store.name).catch(() => undefined);
        },
      };
    },
  };
}
