import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DataError } from '../data-error';
import { readFer as readFerInNode } from '../node';
import { ferText, utf8 } from '../testing/fer-text';
import { readFer } from './read-fer';

const HEADER = 'emotion,pixels,Usage';
const pixels = (count: number, at?: number, value?: string) =>
  Array.from({ length: count }, (_, i) => (i + 1 === at ? value : i % 256)).join(' ');
const good = `3,${pixels(2304)},Training`;
const second = (row: string, header = HEADER) => `${header}\n${good}\n${row}\n`;

async function problemOf(bytes: Uint8Array<ArrayBuffer>, reader: typeof readFer = readFer) {
  const error: unknown = await reader(bytes, { name: 'faces.csv' }).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DataError);
  return error as DataError;
}

describe('readFer says in one line where the data is wrong', () => {
  it.each<[what: string, text: string, message: string]>([
    ['an empty file', '', 'faces.csv: empty file (expected a header emotion,pixels,Usage and rows)'],
    ['a file of blank lines', '\n\r\n\n', 'faces.csv: no header (expected emotion,pixels,Usage)'],
    ['a header but no rows', `${HEADER}\n`, 'faces.csv: no rows after the header (expected at least one)'],
    [
      'a wrong header',
      'name,path\na,b\n',
      'faces.csv line 1: missing columns "emotion" and "pixels" in the header "name,path" (expected emotion,pixels and optionally Usage)',
    ],
    [
      'no header',
      `${good}\n${good}\n`,
      'faces.csv line 1: missing columns "emotion" and "pixels" in the header "3,0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 …" (expected emotion,pixels and optionally Usage)',
    ],
    [
      'no label column',
      'pixels,Usage\n1,Training\n',
      'faces.csv line 1: missing column "emotion" in the header "pixels,Usage" (expected emotion,pixels and optionally Usage)',
    ],
    [
      'no pixel column',
      'emotion,Usage\n1,Training\n',
      'faces.csv line 1: missing column "pixels" in the header "emotion,Usage" (expected emotion,pixels and optionally Usage)',
    ],
    [
      '2303 pixels',
      second(`0,${pixels(2303)},Training`),
      'faces.csv line 3, column "pixels": 2303 pixels (expected 2304, 48x48)',
    ],
    [
      '2305 pixels',
      second(`0,${pixels(2305)},Training`),
      'faces.csv line 3, column "pixels": 2305 pixels (expected 2304, 48x48)',
    ],
    [
      'no pixels',
      second('0,,Training'),
      'faces.csv line 3, column "pixels": 0 pixels (expected 2304, 48x48)',
    ],
    [
      'pixel 256',
      second(`0,${pixels(2304, 31, '256')},Training`),
      'faces.csv line 3, column "pixels": value 256 at pixel 31 (expected an integer 0..255)',
    ],
    [
      'pixel 1000',
      second(`0,${pixels(2304, 31, '1000')},Training`),
      'faces.csv line 3, column "pixels": value 1000 at pixel 31 (expected an integer 0..255)',
    ],
    [
      'pixel abc',
      second(`0,${pixels(2304, 2304, 'abc')},Training`),
      'faces.csv line 3, column "pixels": value "abc" at pixel 2304 (expected an integer 0..255)',
    ],
    [
      'pixel -1',
      second(`0,${pixels(2304, 1, '-1')},Training`),
      'faces.csv line 3, column "pixels": value -1 at pixel 1 (expected an integer 0..255)',
    ],
    [
      'pixel 12.5',
      second(`0,${pixels(2304, 7, '12.5')},Training`),
      'faces.csv line 3, column "pixels": value 12.5 at pixel 7 (expected an integer 0..255)',
    ],
    [
      'pixels between commas',
      `${HEADER}\n0,"${pixels(2304).replaceAll(' ', ',')}",Training`,
      'faces.csv line 2, column "pixels": value "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16…" at pixel 1 (expected an integer 0..255)',
    ],
    [
      'an open quote',
      second(`0,"${pixels(2304)},Training`),
      'faces.csv line 3, column "pixels": value "255,Training" at pixel 2304 (expected an integer 0..255)',
    ],
    [
      'an open quote at the end',
      `pixels,emotion\n"${pixels(2304)}\n`,
      'faces.csv line 2, column "pixels": a quote that is not closed (expected its end on the same line)',
    ],
    [
      'text after a quote',
      second(`0,"${pixels(2304)}"x,Training`),
      'faces.csv line 3, column "pixels": value "x" after the closing quote (expected a comma)',
    ],
    [
      'label 7',
      second(`7,${pixels(2304)},Training`),
      'faces.csv line 3, column "emotion": value 7 (expected an integer 0..6)',
    ],
    [
      'label x',
      second(`x,${pixels(2304)},Training`),
      'faces.csv line 3, column "emotion": value "x" (expected an integer 0..6)',
    ],
    [
      'label -1',
      second(`-1,${pixels(2304)},Training`),
      'faces.csv line 3, column "emotion": value -1 (expected an integer 0..6)',
    ],
    [
      'no label',
      second(`,${pixels(2304)},Training`),
      'faces.csv line 3, column "emotion": value "" (expected an integer 0..6)',
    ],
    [
      'a missing field',
      second(`0,${pixels(2304)}`),
      'faces.csv line 3, column "Usage": missing (expected 3 fields, found 2)',
    ],
    [
      'two missing fields',
      second('0'),
      'faces.csv line 3, column "pixels": missing (expected 3 fields, found 1)',
    ],
    [
      'a field too many',
      second(`${good},more`),
      'faces.csv line 3: too many fields (expected 3: "emotion,pixels,Usage")',
    ],
    [
      'the spelling of the column',
      second(`9,${pixels(2304)},Training`, 'Label,feature, Usage'),
      'faces.csv line 3, column "Label": value 9 (expected an integer 0..6)',
    ],
    [
      'lines counted with blank ones',
      `\n${HEADER}\r\n\r\n${good}\n\nx,1,a`,
      'faces.csv line 6, column "emotion": value "x" (expected an integer 0..6)',
    ],
    [
      'UTF-16',
      '\0not utf-8',
      'faces.csv line 1: found binary data (expected csv text in UTF-8, plain or gzipped)',
    ],
  ])('%s', async (_, text, message) => {
    for (const reader of [readFer, readFerInNode])
      for (const bytes of [utf8(text), new Uint8Array(gzipSync(text))])
        expect((await problemOf(bytes, reader)).message).toBe(message);
  });

  it.each<[what: string, bytes: number[], found: string]>([
    ['a png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13], 'bytes that are not UTF-8'],
    ['a tar', [...utf8('fer2013/'), ...Array<number>(249).fill(0), ...utf8('ustar')], 'a tar archive'],
    ['UTF-16', [0xff, 0xfe, 0x65, 0, 0x6d, 0], 'UTF-16 text'],
    ['Latin-1', [...utf8('emotion,pixels,'), 0xfc], 'bytes that are not UTF-8'],
    ['zeros', Array<number>(100).fill(0), 'binary data'],
  ])('%s is not csv', async (_, bytes, found) => {
    expect((await problemOf(Uint8Array.from(bytes))).message).toBe(
      `faces.csv line 1: found ${found} (expected csv text in UTF-8, plain or gzipped)`,
    );
  });

  it('garbage without an end of line is given up early', async () => {
    const garbage = new Uint8Array(5 << 20).fill(0x61);
    expect((await problemOf(garbage)).message).toMatch(
      /^faces\.csv line 1: \d{7} bytes without an end of line \(expected csv text in UTF-8, plain or gzipped\)$/,
    );
  });

  const text = ferText(300, { size: 48 });
  const gzipped = new Uint8Array(gzipSync(text));
  const broken: [what: string, bytes: Uint8Array<ArrayBuffer>][] = [
    ['cut after its header', gzipped.slice(0, 12)],
    ['cut in the middle', gzipped.slice(0, gzipped.length >> 1)],
    ['cut before its checksum', gzipped.slice(0, -8)],
    ['cut by a byte', gzipped.slice(0, -1)],
    ['damaged in its header', gzipped.map((byte, i) => (i === 2 ? 99 : byte))],
    ['damaged in the middle', gzipped.map((byte, i) => (i === gzipped.length >> 1 ? byte ^ 0xff : byte))],
    ['damaged in its checksum', gzipped.map((byte, i) => (i === gzipped.length - 6 ? byte ^ 0xff : byte))],
    ['nothing but the magic bytes', Uint8Array.of(0x1f, 0x8b)],
    [
      'stored, with a pixel damaged: the checksum explains the bad row',
      new Uint8Array(gzipSync(text, { level: 0 })).map((byte, i) => (i === 500 ? 0x7a : byte)),
    ],
  ];
  it.each(broken)('gzip %s', async (_, bytes) => {
    for (const reader of [readFer, readFerInNode])
      expect((await problemOf(bytes, reader)).message).toMatch(
        /^faces\.csv: invalid gzip data: .+ \(expected a complete, undamaged gzip file\)$/,
      );
  });

  it('the error knows file, line and column, and does without a name', async () => {
    const error: unknown = await readFer(utf8(second('7,1,Training'))).catch((e: unknown) => e);
    expect(error).toMatchObject({
      name: 'DataError',
      file: undefined,
      line: 3,
      column: 'emotion',
      message: 'line 3, column "emotion": value 7 (expected an integer 0..6)',
    });
  });

  it('the name comes from the option, the source or the File', async () => {
    const bytes = utf8('x');
    const message = async (read: Promise<unknown>) =>
      ((await read.catch((e: unknown) => e)) as Error).message;
    expect(await message(readFer(new File([bytes], 'f.csv')))).toMatch(/^f\.csv line 1: /);
    expect(await message(readFer(new File([bytes], 'f.csv'), { name: 'other' }))).toMatch(/^other line 1: /);
    expect(await message(readFer({ name: 'n\new', open: () => bytes }))).toMatch(/^n ew line 1: /);
  });
});
