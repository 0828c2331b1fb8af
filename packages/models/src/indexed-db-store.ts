import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { ModelStore } from './store';

/** One database for all stores: a store is the entries whose keys begin with its name. */
const DATABASE = 'fer';
const ENTRIES = 'entries';

interface Schema extends DBSchema {
  [ENTRIES]: { key: [store: string, entry: string]; value: Uint8Array };
}

/**
 * A store in the browser's IndexedDB, for windows and workers; several may use it at once. An entry is written in one
 * transaction: whatever happens, the old one or the new one is there, whole. Bytes are kept as they are, be they
 * of a model or of a whole data set (83 MB).
 *
 * @param name of the store; those with the same name, in every window of the site, are the same store.
 * @throws each function, where there is no IndexedDB or it keeps nothing (Node, some private windows); `write`
 * where the browser's storage is full, naming the bytes that were to be written.
 * @example
 * await saveModel(model, indexedDbStore('my-model'));
 * const again = await loadModel(indexedDbStore('my-model'));
 */
export function indexedDbStore(name: string): ModelStore {
  return {
    name,
    read: async (entry) => (await database()).get(ENTRIES, [name, entry]),
    async write(entry, bytes) {
      // A copy before anything is awaited: the caller may go on changing its bytes. Of a view, only its part is kept.
      const content = new Uint8Array(bytes);
      const transaction = (await database()).transaction(ENTRIES, 'readwrite');
      try {
        // Why a transaction ends without effect is the transaction's to say: the request says only that it did.
        transaction.store.put(content, [name, entry]).catch(() => undefined);
        await transaction.done;
      } catch (error) {
        if ((error as Error | null)?.name !== 'QuotaExceededError') throw error;
        throw new Error(
          `no room for ${content.length} bytes of ${entry} in ${name}: the browser's storage for this site is full (expected room; what was there is unchanged)`,
          { cause: error },
        );
      }
    },
    remove: async (entry) => (await database()).delete(ENTRIES, [name, entry]),
    entries: async () =>
      (await (await database()).getAllKeys(ENTRIES, ofStore(name))).map(([, entry]) => entry),
  };
}

export interface IndexedDbStoreNamesOptions {
  /** Only those that have this entry: `run.json` for runs. Default: all. */
  holding?: string;
}

/** The names of the stores in this browser that hold anything, sorted. */
export async function indexedDbStoreNames({ holding }: IndexedDbStoreNamesOptions = {}): Promise<string[]> {
  const keys = await (await database()).getAllKeys(ENTRIES);
  return [
    ...new Set(keys.filter(([, entry]) => holding === undefined || entry === holding).map(([name]) => name)),
  ];
}

/**
 * Deletes a store with all its entries, and those under it (of `runs/1` also `runs/1/best`): all or nothing.
 * Deleting what is not there is no error.
 */
export async function deleteIndexedDbStore(name: string): Promise<void> {
  const transaction = (await database()).transaction(ENTRIES, 'readwrite');
  transaction.store.delete(ofStore(name)).catch(() => undefined);
  // '0' is the character after '/'.
  transaction.store.delete(IDBKeyRange.bound([`${name}/`], [`${name}0`], false, true)).catch(() => undefined);
  await transaction.done;
}

/** The keys of a store: in IndexedDB's order an array comes after every string. */
function ofStore(name: string): IDBKeyRange {
  return IDBKeyRange.bound([name], [name, []]);
}

/** The connection of this window or worker. */
let connection: Promise<IDBPDatabase<Schema>> | undefined;

function database(): Promise<IDBPDatabase<Schema>> {
  const forget = () => (connection = undefined);
  connection ??= open(forget).catch((error: unknown) => {
    forget();
    throw error;
  });
  return connection;
}

async function open(forget: () => void): Promise<IDBPDatabase<Schema>> {
  const why = 'this browser window keeps no data: ';
  if (typeof indexedDB === 'undefined')
    throw new Error(`${why}it has no IndexedDB (expected a browser, and one that is not in private mode)`);
  try {
    return await openDB<Schema>(DATABASE, 1, {
      upgrade: (db) => void db.createObjectStore(ENTRIES),
      // Another window deletes the database or brings a newer form of it: it shall not wait for this one.
      blocking(_current, _blocked, event) {
        forget();
        (event.target as IDBDatabase).close();
      },
      // The browser closed it, as when the site's data is cleared; the next call opens it anew.
      terminated: forget,
    });
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`${why}IndexedDB can't be opened (${message})`, { cause: error });
  }
}
