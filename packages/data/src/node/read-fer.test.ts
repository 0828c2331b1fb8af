import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataError } from '../data-error';
import { readFer as readAnywhere } from '../fer/read-fer';
import { fileSource, readFer } from '../node';
import { ferText, utf8 } from '../testing/fer-text';

describe('readFer of a path', () => {
  let folder: string;
  const text = ferText(20);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'fer-data-'));
    writeFileSync(join(folder, 'faces.csv'), text);
    writeFileSync(join(folder, 'faces.bin'), gzipSync(text));
    writeFileSync(join(folder, 'empty.csv'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('reads a file, plain or gzipped whatever its name, as the main entry does', async () => {
    const expected = await readAnywhere(utf8(text), { size: 2 });
    for (const name of ['faces.csv', 'faces.bin']) {
      const path = join(folder, name);
      expect(await readFer(path, { size: 2 })).toEqual(expected);
      expect(await readFer(fileSource(path), { size: 2 })).toEqual(expected);
      expect(await readAnywhere(fileSource(path), { size: 2 })).toEqual(expected);
    }
  });

  it('knows the size of the file', async () => {
    const seen: unknown[] = [];
    await readFer(join(folder, 'faces.csv'), { size: 2, onProgress: (progress) => seen.push(progress) });
    expect(seen).toEqual([{ done: text.length, total: text.length, rows: 20 }]);
  });

  it.each([
    ['a missing file', 'no.csv', 'no such file (expected a csv, a zip archive or a folder)'],
    [
      'a folder of several sets',
      '.',
      'several sets: faces.bin, faces.csv (expected one; name it with entry)',
    ],
    ['a file used as a folder', 'faces.csv/x', 'no such file (a part of its path is not a folder)'],
    ['an empty file', 'empty.csv', 'empty file (expected a header emotion,pixels,Usage and rows)'],
  ])('says what is wrong with %s', async (_, name, problem) => {
    const path = `${folder}/${name}`;
    const error: unknown = await readFer(path).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DataError);
    expect((error as DataError).message).toBe(`${path}: ${problem}`);
  });
});
