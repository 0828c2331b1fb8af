import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { FER_CLASSES } from '../fer-classes';
import { readFer as readFerInNode } from '../node';
import { ferRow, ferText, inPieces, pixelsOf, utf8 } from '../testing/fer-text';
import { readFer } from './read-fer';

const read = (text: string, options = {}) => readFer(utf8(text), { size: 2, ...options });

describe('readFer', () => {
  it('reads labels, pixels and splits in the order of the file', async () => {
    const ds = await read(ferText(10));
    expect(ds.shape).toEqual([10, 2, 2, 1]);
    expect([...ds.images]).toEqual(Array.from({ length: 10 }, (_, row) => pixelsOf(row, 4)).flat());
    expect([...ds.labels!]).toEqual([0, 1, 2, 3, 4, 5, 6, 0, 1, 2]);
    expect(ds.splits).toEqual([...Array<string>(8).fill('Training'), 'PublicTest', 'PublicTest']);
    expect(ds.classes).toEqual(FER_CLASSES);
    expect(ds.images.byteLength).toBe(ds.images.buffer.byteLength);
  });

  it('reads images of 48x48 unless told otherwise', async () => {
    const ds = await readFer(utf8(ferText(3, { size: 48 })));
    expect(ds.shape).toEqual([3, 48, 48, 1]);
    expect([...ds.images.subarray(2 * 2304)]).toEqual(pixelsOf(2, 2304));
  });

  it('reads every value from 0 to 255', async () => {
    const all = Array.from({ length: 256 }, (_, i) => i);
    const ds = await read(`emotion,pixels\n0,${all.join(' ')}\n`, { size: 16 });
    expect([...ds.images]).toEqual(all);
  });

  const row0 = pixelsOf(0, 4).join(' ');
  const row1 = pixelsOf(1, 4).join(' ');
  it.each<[what: string, text: string | Uint8Array<ArrayBuffer>]>([
    ['the published form', `emotion,pixels,Usage\n0,${row0},Training\n1,${row1},PrivateTest\n`],
    ['the ICML spelling', `emotion, Usage, pixels\n0,Training,${row0}\n1,PrivateTest,${row1}\n`],
    [
      'spaces around every field',
      ` emotion , pixels , Usage \n 0 , ${row0} , Training \n1,  ${row1}  ,PrivateTest\n`,
    ],
    ['any order of columns', `pixels,Usage,emotion\n${row0},Training,0\n${row1},PrivateTest,1\n`],
    [
      'further columns',
      `id,emotion,note,pixels,Usage\n1,0,"a, ""b""",${row0},Training\n2,1,,${row1},PrivateTest\n`,
    ],
    ['a header in other case', `EMOTION,Pixels,usage\n0,${row0},Training\n1,${row1},PrivateTest\n`],
    ['quoted fields', `"emotion","pixels","Usage"\n"0","${row0}","Training"\n1," ${row1} ","PrivateTest"\n`],
    ['CRLF', `emotion,pixels,Usage\r\n0,${row0},Training\r\n1,${row1},PrivateTest\r\n`],
    ['a missing final newline', `emotion,pixels,Usage\n0,${row0},Training\n1,${row1},PrivateTest`],
    ['blank lines', `\n\nemotion,pixels,Usage\n\n0,${row0},Training\n\r\n1,${row1},PrivateTest\n\n\n`],
    ['a byte order mark', `\ufeffemotion,pixels,Usage\n0,${row0},Training\n1,${row1},PrivateTest\n`],
    [
      'leading zeros',
      `emotion,pixels,Usage\n0,${row0.replace(/\b11\b/, '011')},Training\n01,${row1},PrivateTest\n`,
    ],
    [
      'several spaces between pixels',
      `emotion,pixels,Usage\n0,${row0.replaceAll(' ', '   ')},Training\n1,${row1},PrivateTest\n`,
    ],
    ['the names label and feature', `label,feature,Usage\n0,${row0},Training\n1,${row1},PrivateTest\n`],
  ])('takes %s', async (_, text) => {
    const ds = await readFer(typeof text === 'string' ? utf8(text) : text, { size: 2 });
    expect([...ds.images]).toEqual([...pixelsOf(0, 4), ...pixelsOf(1, 4)]);
    expect([...ds.labels!]).toEqual([0, 1]);
    expect(ds.splits).toEqual(['Training', 'PrivateTest']);
  });

  it('keeps a Usage that nobody knows, and has no splits without the column', async () => {
    expect((await read(`emotion,pixels,Usage\n0,1 2 3 4,Später\n0,1 2 3 4,\n`)).splits).toEqual([
      'Später',
      '',
    ]);
    expect(await read('emotion,pixels\n0,1 2 3 4\n')).not.toHaveProperty('splits');
  });

  it('gives the same for every size of the pieces, plain and gzipped', async () => {
    const text = utf8(ferText(12));
    const whole = await readFer(text, { size: 2 });
    for (const bytes of [text, new Uint8Array(gzipSync(text))])
      for (const length of [1, 2, 3, 7, 64, 1e6])
        for (const reader of [readFer, readFerInNode])
          expect(await reader(inPieces(bytes, length).bytes, { size: 2 })).toEqual(whole);
  });

  it('takes every kind of source', async () => {
    const bytes = utf8(ferText(5));
    const expected = await readFer(bytes, { size: 2 });
    const gzipped = new Uint8Array(gzipSync(bytes));
    const sources = [
      gzipped,
      new Blob([bytes]),
      new Blob([gzipped]),
      new File([gzipped], 'any.txt'),
      new Blob([gzipped]).stream(),
      inPieces(bytes, 10).bytes,
      { name: 'a.csv', open: () => bytes },
      { name: 'a.csv', open: async () => new Blob([gzipped]) },
    ];
    for (const source of sources)
      for (const reader of [readFer, readFerInNode])
        if (!(source instanceof ReadableStream) || reader === readFer)
          expect(
            await reader(source instanceof ReadableStream ? source : again(source), { size: 2 }),
          ).toEqual(expected);

    function again<T>(source: T) {
      return source === sources[5] ? inPieces(bytes, 10).bytes : source;
    }
  });

  it('is not misled by a name: only the content says whether it is gzipped', async () => {
    const ds = await readFer(new File([utf8(ferText(2))], 'faces.csv.gz'), { size: 2 });
    expect(ds.shape[0]).toBe(2);
  });

  it('reads several gzip members one after the other with node:zlib', async () => {
    const [head, tail] = ['emotion,pixels\n0,1 2 3 4\n', '1,5 6 7 8\n'];
    const ds = await readFerInNode(new Uint8Array([...gzipSync(head), ...gzipSync(tail)]), { size: 2 });
    expect([...ds.images]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('stops at the limit, closes the source and looks at nothing behind it', async () => {
    const text = utf8(`${ferText(1000)}garbage`);
    for (const bytes of [text, new Uint8Array(gzipSync(text, { level: 0 }))])
      for (const reader of [readFer, readFerInNode]) {
        const source = inPieces(bytes, 64);
        const ds = await reader(source.bytes, { size: 2, limit: 7 });
        expect(ds.shape[0]).toBe(7);
        expect(ds).toEqual(await reader(utf8(ferText(1000).split('\n').slice(0, 8).join('\n')), { size: 2 }));
        await expect.poll(() => source.state.closed).toBe(true);
      }
  });

  it('names the classes as it is told and checks the labels against them', async () => {
    const ds = await read('emotion,pixels\n1,1 2 3 4\n', { classes: ['no', 'yes'] });
    expect(ds.classes).toEqual(['no', 'yes']);
    await expect(read('emotion,pixels\n2,1 2 3 4\n', { classes: ['no', 'yes'] })).rejects.toThrow(
      'value 2 (expected an integer 0..1)',
    );
  });

  it('reports the bytes read, of how many, and the rows', async () => {
    const bytes = utf8(ferText(400, { size: 48 }));
    const seen: { done: number; total: number | undefined; rows: number }[] = [];
    await readFer(bytes, { onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual({ done: bytes.length, total: bytes.length, rows: 400 });
    expect(seen.map(({ done }) => done)).toEqual(seen.map(({ done }) => done).sort((a, b) => a - b));

    const unknown: unknown[] = [];
    await readFer(inPieces(bytes, 1e5).bytes, { onProgress: ({ total }) => unknown.push(total) });
    expect(new Set(unknown)).toEqual(new Set([undefined]));
  });

  it('passes on what the source and the callback throw', async () => {
    const broken = () => {
      throw new Error('disk on fire');
    };
    for (const head of [utf8('emotion,pixels\n'), new Uint8Array(gzipSync(ferRow(0))).subarray(0, 12)])
      for (const reader of [readFer, readFerInNode]) {
        async function* source() {
          yield head;
          broken();
        }
        await expect(reader(source())).rejects.toThrow(/^disk on fire$/);
        await expect(reader(utf8(ferText(1)), { size: 2, onProgress: broken })).rejects.toThrow(
          /^disk on fire$/,
        );
      }
  });

  it('refuses options and sources that make no sense', async () => {
    await expect(read('', { size: 0 })).rejects.toThrow('invalid size: 0 (expected an integer 1 or more)');
    await expect(read('', { limit: 0 })).rejects.toThrow('invalid limit: 0 (expected an integer 1 or more)');
    await expect(read('', { classes: [] })).rejects.toThrow('invalid classes: 0 of them (expected 1..256)');
    await expect(readFer('faces.csv' as never)).rejects.toThrow('invalid source: a string (expected a Blob');
    const strings = new Blob(['a']).stream().pipeThrough(new TextDecoderStream());
    await expect(readFer(strings as never)).rejects.toThrow(
      'invalid chunk: a string (expected a source of Uint8Array)',
    );
  });
});

describe('readFer, aborted', () => {
  it('rejects with an AbortError before it opens anything', async () => {
    const source = { name: 'a', open: () => expect.unreachable() };
    await expect(readFer(source, { signal: AbortSignal.abort() })).rejects.toThrow(
      expect.objectContaining({ name: 'AbortError' }),
    );
  });

  it('rejects in the middle and closes the source', async () => {
    const text = utf8(ferText(500));
    for (const bytes of [text, new Uint8Array(gzipSync(text, { level: 0 }))])
      for (const reader of [readFer, readFerInNode]) {
        const controller = new AbortController();
        const source = inPieces(bytes, 64);
        const onProgress = ({ done }: { done: number }) => done > 300 && controller.abort();
        await expect(
          reader(source.bytes, { size: 2, signal: controller.signal, onProgress }),
        ).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
        expect(source.state.pieces).toBeLessThan(20);
        await expect.poll(() => source.state.closed).toBe(true);
      }
  });

  it('rejects at once when the source hangs, and cancels a stream', async () => {
    let cancelled = false;
    const hanging = new ReadableStream<Uint8Array>({
      start: (stream) => stream.enqueue(utf8('emotion,pixels\n')),
      cancel: () => void (cancelled = true),
    });
    await expect(readFer(hanging, { signal: AbortSignal.timeout(20) })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    );
    await expect.poll(() => cancelled).toBe(true);
  });

  it('notices an abort while it reads from memory', async () => {
    const bytes = utf8(`emotion,pixels,Usage\n${`${ferRow(1, { size: 48 })}\n`.repeat(5000)}`);
    await expect(readFer(bytes, { signal: AbortSignal.timeout(1) })).rejects.toThrow(
      expect.objectContaining({ name: 'TimeoutError' }),
    );
  });
});
