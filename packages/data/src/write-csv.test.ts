import { describe, expect, it } from 'vitest';
import { readFer, writeCsv } from './index';
import { smallSet } from './testing/small-set';
import { ferText, utf8 } from './testing/fer-text';

describe('writeCsv', () => {
  it('writes what readFer read, byte for byte', async () => {
    const text = ferText(8);
    expect([...writeCsv(await readFer(utf8(text), { size: 2 }))].join('')).toBe(text);
  });

  it('quotes a split with a comma or quotes, and needs no splits', async () => {
    const { images, shape, labels, classes } = smallSet(2);
    const odd = { images, shape, labels, classes, splits: ['a, "b"', 'c'] };
    expect(await readFer(utf8([...writeCsv(odd)].join('')), { size: 2, classes })).toEqual(odd);
    const plain = { images, shape, labels, classes };
    expect(await readFer(utf8([...writeCsv(plain)].join('')), { size: 2, classes })).toEqual(plain);
  });

  it('refuses what the format cannot hold', () => {
    const write = (part: object) => () => [...writeCsv({ ...smallSet(2), ...part })];
    expect(write({ labels: undefined })).toThrow(/missing labels/);
    expect(write({ shape: [2, 1, 4, 1] })).toThrow(
      'invalid shape: [2, 1, 4, 1] (expected square images of one channel)',
    );
    expect(write({ splits: ['a', 'b\nc'] })).toThrow('invalid split: "b\\nc" (expected one line)');
  });
});
