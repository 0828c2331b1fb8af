import { describe, expect, it } from 'vitest';
import { RowStore } from './row-store';

describe('RowStore', () => {
  it.each([0, 1, 3, 4, 5, 12])('joins %i rows that fill blocks of four or not', (rows) => {
    const store = new RowStore(2, 4);
    for (let i = 0; i < rows; i++) store.append(Uint8Array.of(i, 100 + i));
    expect(store.rows).toBe(rows);
    expect([...store.join()]).toEqual(Array.from({ length: rows }, (_, i) => [i, 100 + i]).flat());
    expect(store.rows).toBe(0);
  });

  it('gives an array that owns exactly its memory and is an ordinary one', () => {
    const store = new RowStore(3, 4);
    store.append(Uint8Array.of(1, 2, 3));
    const { buffer } = store.join();
    expect(buffer.byteLength).toBe(3);
    expect((buffer as { resizable?: boolean }).resizable).toBe(false);
  });
});
