import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { abortable } from './abortable';

const aborted = expect.objectContaining({ name: 'AbortError' }) as Error;

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function* count(state: { closed: boolean }, hangAt = Infinity) {
  try {
    for (let i = 0; i < 4; i++) yield i < hangAt ? i : await new Promise<number>(() => {});
  } finally {
    state.closed = true;
  }
}

describe('abortable', () => {
  it('gives all items, with a signal or without', async () => {
    for (const signal of [undefined, new AbortController().signal]) {
      const state = { closed: false };
      expect(await collect(abortable(count(state), signal))).toEqual([0, 1, 2, 3]);
      expect(state.closed).toBe(true);
    }
  });

  it('throws between two items and closes the source', async () => {
    const controller = new AbortController();
    const state = { closed: false };
    const items = abortable(count(state), controller.signal);
    expect((await items.next()).value).toBe(0);
    controller.abort();
    await expect(items.next()).rejects.toThrow(aborted);
    await expect.poll(() => state.closed).toBe(true);
  });

  it('throws while the source hangs', async () => {
    const controller = new AbortController();
    const read = collect(abortable(count({ closed: false }, 2), controller.signal));
    setTimeout(() => controller.abort(), 5);
    await expect(read).rejects.toThrow(aborted);
  });

  it('closes the source when the reader stops early', async () => {
    const state = { closed: false };
    for await (const item of abortable(count(state), new AbortController().signal)) if (item === 1) break;
    expect(state.closed).toBe(true);
  });

  it('holds no item that was passed on', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const seen: WeakRef<Uint8Array>[] = [];
    async function* chunks() {
      for (let i = 0; i < 20; i++) yield new Uint8Array(1000);
    }
    for await (const chunk of abortable(chunks(), new AbortController().signal)) {
      seen.push(new WeakRef(chunk));
      await new Promise((resolve) => setTimeout(resolve)); // a WeakRef holds until the end of the turn
      if (seen.length < 20) continue;
      collectGarbage();
      expect(seen.slice(0, 15).filter((ref) => ref.deref())).toEqual([]);
    }
  });
});
