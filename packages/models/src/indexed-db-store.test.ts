import { IDBFactory, IDBObjectStore, forceCloseDatabase } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore, type ModelStore } from './store';

const bytes = (...values: number[]) => Uint8Array.from(values);
const all = async (store: ModelStore) =>
  Object.fromEntries(
    await Promise.all(
      (await store.entries()).map(async (entry) => [entry, await store.read(entry)] as const),
    ),
  );

/** As another window or worker of the same site sees it: modules of its own, the same database. */
async function openWindow() {
  vi.resetModules();
  return import('./indexed-db-store');
}

let here: Awaited<ReturnType<typeof openWindow>>;
beforeEach(async () => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  here = await openWindow();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe.each<[string, (name: string) => ModelStore]>([
  ['memoryStore', memoryStore],
  ['indexedDbStore', (name) => here.indexedDbStore(name)],
])('entries of %s', (_, makeStore) => {
  it('are read as they were written, replaced whole, and removed', async () => {
    const store = makeStore('a');
    expect(store.name).toBe('a');
    expect(await store.read('x')).toBeUndefined();
    await store.write('x', bytes(1, 2, 3));
    await store.write('figures/y.svg', bytes());
    await store.write('x', bytes(9));
    expect(await all(store)).toEqual({ 'figures/y.svg': bytes(), x: bytes(9) });
    expect(await store.entries()).toEqual(['figures/y.svg', 'x']);
    await store.remove('x');
    await store.remove('never there');
    expect(await store.entries()).toEqual(['figures/y.svg']);
  });

  it("don't change with the caller's bytes, and are only the part that a view shows", async () => {
    const store = makeStore('a');
    const content = bytes(1, 2, 3, 4);
    const written = store.write('x', content.subarray(1, 3));
    content.fill(0);
    await written;
    const read = (await store.read('x'))!;
    expect(read).toEqual(bytes(2, 3));
    expect(read.buffer.byteLength).toBe(2);
  });

  it('may come from memory that threads share', async () => {
    const store = makeStore('a');
    const shared = new Uint8Array(new SharedArrayBuffer(2)).fill(7);
    await store.write('x', shared);
    expect(await store.read('x')).toEqual(bytes(7, 7));
  });
});

describe('stores in IndexedDB', () => {
  it('are apart by their names, whatever these look like', async () => {
    const names = ['run', 'run/best', 'run0', 'run-2', '', 'läuft ✓'];
    for (const [i, name] of names.entries()) await here.indexedDbStore(name).write('x', bytes(i));
    for (const [i, name] of names.entries())
      expect(await all(here.indexedDbStore(name))).toEqual({ x: bytes(i) });
    expect(await here.indexedDbStoreNames()).toEqual(names.toSorted());
  });

  it('are listed by what they hold', async () => {
    await here.indexedDbStore('b').write('run.json', bytes(1));
    await here.indexedDbStore('a').write('run.json', bytes(1));
    await here.indexedDbStore('a').write('metrics.csv', bytes(1));
    await here.indexedDbStore('a/best').write('model.json', bytes(1));
    expect(await here.indexedDbStoreNames()).toEqual(['a', 'a/best', 'b']);
    expect(await here.indexedDbStoreNames({ holding: 'run.json' })).toEqual(['a', 'b']);
  });

  it('are deleted with those under them, and no others', async () => {
    for (const name of ['run', 'run/best', 'run/checkpoint', 'run-2', 'run0', 'other'])
      await here.indexedDbStore(name).write('x', bytes(1));
    await here.deleteIndexedDbStore('run');
    await here.deleteIndexedDbStore('never there');
    expect(await here.indexedDbStoreNames()).toEqual(['other', 'run-2', 'run0']);
  });

  it('are the same in every window and worker, which may write at the same time', async () => {
    const there = await openWindow();
    const writes = Array.from({ length: 10 }, (_, i) =>
      (i % 2 ? here : there).indexedDbStore('a').write(`x${i}`, bytes(i)),
    );
    await Promise.all(writes);
    expect(Object.values(await all(here.indexedDbStore('a')))).toEqual(
      Object.values(await all(there.indexedDbStore('a'))),
    );
    expect(await there.indexedDbStore('a').read('x9')).toEqual(bytes(9));
    expect(await here.indexedDbStore('a').read('x8')).toEqual(bytes(8));
  });

  it("don't keep another window from deleting the database, and begin anew after it", async () => {
    const store = here.indexedDbStore('a');
    await store.write('x', bytes(1));
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase('fer');
      request.onsuccess = resolve;
      request.onblocked = reject;
    });
    expect(await store.entries()).toEqual([]);
    await store.write('x', bytes(2));
    expect(await store.read('x')).toEqual(bytes(2));
  });

  it('open the database again where the browser has closed it', async () => {
    const opened = vi.spyOn(indexedDB, 'open');
    const store = here.indexedDbStore('a');
    await store.write('x', bytes(1));
    forceCloseDatabase((opened.mock.results[0].value as IDBOpenDBRequest).result as never);
    await vi.waitFor(async () => expect(await store.read('x')).toEqual(bytes(1)));
    expect(opened).toHaveBeenCalledTimes(2);
  });
});

describe('without room or without IndexedDB', () => {
  it('says how many bytes had no room, and keeps what was there', async () => {
    const store = here.indexedDbStore('faces');
    await store.write('images', bytes(1, 2));
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its object
    const put = IDBObjectStore.prototype.put;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, ...args) {
      const request = put.apply(this, args);
      // As browsers do where the quota doesn't suffice.
      (this.transaction as unknown as { _abort(name: string): void })._abort('QuotaExceededError');
      return request;
    });
    await expect(store.write('images', new Uint8Array(5000))).rejects.toThrow(
      "no room for 5000 bytes of images in faces: the browser's storage for this site is full",
    );
    vi.restoreAllMocks();
    expect(await store.read('images')).toEqual(bytes(1, 2));
  });

  it('says so where there is no IndexedDB, at the first call', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const store = here.indexedDbStore('a');
    const message = 'this browser window keeps no data: it has no IndexedDB';
    await expect(store.read('x')).rejects.toThrow(message);
    await expect(store.write('x', bytes(1))).rejects.toThrow(message);
    await expect(here.indexedDbStoreNames()).rejects.toThrow(message);
  });

  it('says so where it may not be opened, and tries again at the next call', async () => {
    const store = here.indexedDbStore('a');
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('access is denied', 'SecurityError');
    });
    await expect(store.entries()).rejects.toThrow(
      "this browser window keeps no data: IndexedDB can't be opened (access is denied)",
    );
    expect(await store.entries()).toEqual([]);
  });
});
