import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { DataError, readFer } from '../index';
import { readFer as readFerInNode } from '../node';
import { ferText, utf8 } from '../testing/fer-text';
import { viewOf } from './zip-directory';

const problem = async (bytes: Uint8Array, options = {}) => {
  const messages = [];
  for (const reader of [readFer, readFerInNode]) {
    const error: unknown = await reader(bytes, { size: 2, name: 'a.zip', ...options }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(DataError);
    messages.push((error as DataError).message);
  }
  expect(messages[0]).toBe(messages[1]);
  return messages[0];
};
const csv = utf8(ferText(200));
const find = (bytes: Uint8Array, signature: number) => {
  for (let at = 0; at + 4 <= bytes.length; at++)
    if (viewOf(bytes).getUint32(at, true) === signature) return at;
  throw new Error('no such signature');
};
/** A zip of one csv file, changed at a place of its directory's entry (`dir`), local header or end record. */
function changed(where: 'dir' | 'local' | 'end', field: number, value: number, bytes: 2 | 4 = 2) {
  const zip = zipSync({ 'fer.csv': csv });
  const at = find(zip, { dir: 0x02014b50, local: 0x04034b50, end: 0x06054b50 }[where]) + field;
  if (bytes === 2) viewOf(zip).setUint16(at, value, true);
  else viewOf(zip).setUint32(at, value, true);
  return zip;
}

describe('a zip archive', () => {
  it('is read with a comment at its end, stored or deflated', async () => {
    const expected = await readFer(csv, { size: 2 });
    for (const level of [0, 9] as const) {
      const zip = zipSync({ 'x/fer.csv': csv, 'empty/': new Uint8Array(0) }, { level });
      const commented = new Uint8Array([...zip, ...strToU8('PK a comment')]);
      viewOf(commented).setUint16(zip.length - 2, 12, true);
      for (const bytes of [zip, commented]) expect(await readFer(bytes, { size: 2 })).toEqual(expected);
    }
  });

  it('is read as Zip64, whose sizes stand elsewhere', async () => {
    const zip = zipSync({ 'fer.csv': csv }, { level: 0 });
    const [dir, end] = [find(zip, 0x02014b50), find(zip, 0x06054b50)];
    // The same entry with an extra field 1 for its sizes, a Zip64 end record and its locator.
    const entry = new Uint8Array(end - dir + 28);
    entry.set(zip.subarray(dir, end));
    const view = viewOf(entry);
    for (const field of [20, 24, 42]) view.setUint32(field, 0xffffffff, true);
    view.setUint16(30, 28, true);
    view.setUint32(end - dir, 1 | (24 << 16), true);
    [csv.length, csv.length, 0].forEach((value, i) =>
      view.setBigUint64(end - dir + 4 + 8 * i, BigInt(value), true),
    );
    const tail = new Uint8Array(56 + 20 + 22);
    const record = viewOf(tail);
    record.setUint32(0, 0x06064b50, true);
    [1n, 1n, BigInt(entry.length), BigInt(dir)].forEach((value, i) =>
      record.setBigUint64(24 + 8 * i, value, true),
    );
    record.setUint32(56, 0x07064b50, true);
    record.setBigUint64(64, BigInt(dir + entry.length), true);
    tail.set(zip.subarray(end), 76);
    for (const [field, value] of [
      [10, 0xffff],
      [12, 0xffffffff],
      [16, 0xffffffff],
    ] as const)
      if (value === 0xffff) record.setUint16(76 + field, value, true);
      else record.setUint32(76 + field, value, true);
    const zip64 = new Uint8Array([...zip.subarray(0, dir), ...entry, ...tail]);
    expect(await readFer(zip64, { size: 2 })).toEqual(await readFer(csv, { size: 2 }));
  });

  it.each(['../fer.csv', 'a/../../fer.csv', '/etc/fer.csv', 'C:/fer.csv', '..\\fer.csv', 'a\0.csv'])(
    'with an entry %j is refused whole',
    async (name) => {
      expect(await problem(zipSync({ [name]: csv, 'fer.csv': csv }))).toBe(
        `a.zip: entry ${JSON.stringify(name)} (expected paths inside of the archive)`,
      );
    },
  );

  it.each<[string, Uint8Array, string | RegExp]>([
    ['cut short', zipSync({ 'fer.csv': csv }).slice(0, -1), /cut short/],
    ['cut in its middle', zipSync({ 'fer.csv': csv }).slice(0, 300), /cut short/],
    ['empty', zipSync({}), 'a.zip: no FER2013 csv and no class folders with images (expected one of them)'],
    ['with a password', changed('dir', 8, 1), 'a.zip/fer.csv: encrypted (expected files without a password)'],
    [
      'with another compression',
      changed('dir', 10, 12),
      'a.zip/fer.csv: compression method 12 (expected 0, stored, or 8, deflate)',
    ],
    [
      'with a wrong checksum',
      changed('dir', 16, 7, 4),
      'a.zip/fer.csv: damaged in the archive (expected its size and checksum to fit)',
    ],
    [
      'with a size too small',
      changed('dir', 24, 50, 4),
      'a.zip/fer.csv: damaged in the archive (expected its size and checksum to fit)',
    ],
    [
      'with a size too large',
      changed('dir', 24, 1e9, 4),
      'a.zip/fer.csv: damaged in the archive (expected its size and checksum to fit)',
    ],
    ['whose data would reach behind its end', changed('dir', 20, 1e9, 4), /a damaged zip archive/],
    ['whose entry begins elsewhere', changed('dir', 42, 3, 4), /damaged/],
    ['whose local header says otherwise', changed('local', 8, 0), /damaged/],
    ['with more entries than its directory has', changed('end', 10, 2), /a damaged zip archive/],
    ['with its directory elsewhere', changed('end', 16, 5, 4), /a damaged zip archive/],
    [
      'in several volumes',
      changed('end', 4, 3),
      'a.zip: a part of a zip archive in several volumes (expected one file)',
    ],
  ])('%s is refused', async (_, zip, message) => {
    const said = await problem(zip, { entry: undefined });
    if (typeof message === 'string') expect(said).toBe(message);
    else expect(said).toMatch(message);
  });

  it('that is a bomb is given up: much from little, or the same bytes many times', async () => {
    const flat = utf8(`emotion,pixels\n${'0,1 2 3 4\n'.repeat(1.9e6)}`);
    const bomb = zipSync({ 'fer.csv': flat }, { level: 1 });
    await expect(readFerInNode(bomb, { size: 2, name: 'a.zip' })).rejects.toThrow(
      /^a\.zip\/fer\.csv: inflates to over 200 times its size \(expected a data set/,
    );
    const image: Zippable = { 'angry/1.png': new Uint8Array(17e6) };
    expect(await problem(zipSync(image))).toMatch(/^a\.zip\/angry\/1\.png: inflates to over 200/);
    const twice = zipSync({ 'a.csv': csv, 'b.csv': csv });
    const [first] = [find(twice, 0x02014b50)];
    const second = first + 46 + 5;
    expect(viewOf(twice).getUint32(second, true)).toBe(0x02014b50);
    viewOf(twice).setUint32(second + 42, 0, true); // both entries at the same place
    expect(await problem(twice)).toMatch(/a damaged zip archive/);
  });
});
