import type { ModelStore } from '@fer/models';
import type { RunFolder } from './run-folder';

/**
 * A run folder in a store, an entry a file: with `indexedDbStore(name)` the browser keeps a run, with `memoryStore()` nobody
 * does. What the folder's own stores hold are files too, as on disk (`best/model.json`): the store's `entries` are all
 * files of the run.
 *
 * @example
 * await runExperiment(spec, data, storeRunFolder(indexedDbStore('first')), { resume: true });
 */
export function storeRunFolder(store: ModelStore): RunFolder {
  return {
    name: store.name,
    read: (path) => store.read(path),
    write: (path, content) =>
      store.write(path, typeof content === 'string' ? new TextEncoder().encode(content) : content),
    store(name) {
      const start = `${name}/`;
      return {
        name: `${store.name}/${name}`,
        read: (entry) => store.read(start + entry),
        write: (entry, bytes) => store.write(start + entry, bytes),
        remove: (entry) => store.remove(start + entry),
        entries: async () =>
          (await store.entries())
            .filter((path) => path.startsWith(start))
            .map((path) => path.slice(start.length)),
      };
    },
  };
}
