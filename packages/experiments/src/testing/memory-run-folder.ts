import { memoryStore, type ModelStore } from '@fer/models';
import type { RunFolder } from '../run-folder';

/** A run folder in memory; `files` holds what was written. */
export function memoryRunFolder(): RunFolder & {
  files: Map<string, Uint8Array>;
  text: (path: string) => string;
} {
  const files = new Map<string, Uint8Array>();
  const stores = new Map<string, ModelStore>();
  return {
    name: 'memory',
    files,
    text: (path) => new TextDecoder().decode(files.get(path)),
    read: async (path) => files.get(path),
    write: async (path, content) => {
      files.set(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
    },
    store: (name) => {
      const store = stores.get(name) ?? memoryStore(name);
      stores.set(name, store);
      return store;
    },
  };
}
