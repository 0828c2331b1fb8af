import { appendFile, mkdtemp, readdir, readFile, rm, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { packImages, unpackImages, type LabelledImages } from '../index';
import { readFer, readLabelledFolder, writeFolder } from '../node';
import { ferText, utf8 } from '../testing/fer-text';
import { madeFile, madePixels } from '../testing/made-images';
import { smallSet } from '../testing/small-set';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'fer-write-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('packImages', () => {
  const { labels: _, labelWeights: __, splits: ___, ids: ____, ...bare } = smallSet(5);
  it.each<[string, LabelledImages]>([
    ['a set with everything', smallSet(7)],
    ['a set with nothing but images', bare],
    ['odd names', { ...smallSet(2), splits: ['', 'ü"\n'], ids: ['\0', '💥'] }],
  ])('%s comes back the same, from bytes and from a Blob', async (_, ds) => {
    const blob = new Blob(packImages(ds));
    expect(await unpackImages(blob)).toEqual(ds);
    expect(await unpackImages(new Uint8Array(await blob.arrayBuffer()))).toEqual(ds);
  });

  it('no part of it is taken for the whole, nor any damaged byte for a good one', async () => {
    const bytes = new Uint8Array(await new Blob(packImages(smallSet(3))).arrayBuffer());
    for (let length = 0; length < bytes.length; length++)
      await expect(unpackImages(bytes.slice(0, length), { name: 'p' })).rejects.toThrow(
        /^p: .*expected a whole, undamaged set/,
      );
    for (let at = 0; at < bytes.length; at++)
      await expect(unpackImages(bytes.map((byte, i) => (i === at ? byte ^ 4 : byte)))).rejects.toThrow(
        /expected a whole, undamaged set/,
      );
    await expect(unpackImages(new Uint8Array([...bytes, 0]))).rejects.toThrow(/not \d+/);
  });
});

describe('writeFolder', () => {
  it('writes what readFer and readLabelledFolder read back', async () => {
    const path = join(folder, 'out');
    const ds = { ...smallSet(12), images: madePixels(2, 2, 12) };
    await writeFolder(ds, path);
    const back = await readLabelledFolder(path, { size: 2 });
    const order = back.ids!.map((id) => Number(id.match(/(\d+)\.png$/)![1]) - 1);
    expect(back.splits).toEqual(order.map((i) => ds.splits[i]));
    expect([...back.labels!]).toEqual(order.map((i) => ds.labels[i]));
    expect([...back.images]).toEqual(order.flatMap((i) => [...ds.images.subarray(i * 4, i * 4 + 4)]));
    expect(await readdir(folder)).toEqual(['out']);
  });

  it('writes colour, and FER2013 without splits', async () => {
    const rgb: LabelledImages = {
      images: madePixels(3, 2, 3),
      shape: [1, 2, 3, 3],
      labels: Uint8Array.of(0),
      classes: ['cat'],
    };
    await writeFolder(rgb, join(folder, 'rgb'));
    expect((await readLabelledFolder(join(folder, 'rgb'), { size: [2, 3], channels: 3 })).images).toEqual(
      rgb.images,
    );
    const fer = await readFer(utf8(ferText(9).replaceAll(/,(Training|PublicTest|Usage)$/gm, '')), {
      size: 2,
    });
    await writeFolder(fer, join(folder, 'fer'));
    const back = await readFer(join(folder, 'fer'), { size: 2 });
    expect([...back.labels!]).toEqual([0, 0, 1, 1, 2, 3, 6, 4, 5]);
  });

  it.each(['..', '../x', 'a/b', 'a\\b', '', '.hidden', 'nul', 'a\0', 'a.'])(
    'never writes to a class called %j',
    async (name) => {
      const ds = { ...smallSet(1), classes: [name, 'b', 'c'] };
      await expect(writeFolder(ds, join(folder, 'out'))).rejects.toThrow('expected a name for a folder');
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('leaves nothing behind when aborted, and writes into no folder that is there', async () => {
    const controller = new AbortController();
    const write = writeFolder(smallSet(50), join(folder, 'out'), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(write).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
    expect(await readdir(folder)).toEqual([]);
    await expect(writeFolder(smallSet(1), folder)).rejects.toThrow('exists already (expected a new folder)');
  });
});

describe('the cache of readFer', () => {
  const cacheIn = () => ({ folder: join(folder, 'cache'), minBytes: 1 });
  const kept = () => readdir(join(folder, 'cache')).catch(() => []);
  const csv = async (text = ferText(20)) => {
    const path = join(folder, 'faces.csv');
    await writeFile(path, text);
    return path;
  };

  it('gives the same the second time without reading the rows again', async () => {
    const path = await csv();
    const first = await readFer(path, { size: 2, cache: cacheIn() });
    expect(await kept()).toHaveLength(1);
    const calls: unknown[] = [];
    const second = await readFer(path, {
      size: 2,
      cache: cacheIn(),
      onProgress: (progress) => calls.push(progress),
    });
    expect(second).toEqual(first);
    expect(second.images.byteLength).toBe(second.images.buffer.byteLength);
    expect(calls).toEqual([]);
    await writeFile(join(folder, 'elsewhere.csv'), ferText(20));
    await readFer(join(folder, 'elsewhere.csv'), { size: 2, cache: cacheIn() });
    expect(await kept()).toHaveLength(1);
  });

  it('knows other content and other options, also of the same size and time', async () => {
    const path = await csv();
    const time = new Date(1e12);
    await utimes(path, time, time);
    await readFer(path, { size: 2, cache: cacheIn() });
    await csv(ferText(20).replace(/^0,/m, '6,'));
    await utimes(path, time, time);
    expect((await readFer(path, { size: 2, cache: cacheIn() })).labels![0]).toBe(6);
    const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    expect((await readFer(path, { size: 2, cache: cacheIn(), classes })).classes).toEqual(classes);
    expect(await kept()).toHaveLength(3);
  });

  it('a file that is cut short, damaged, or not finished is read anew and mended', async () => {
    const path = await csv();
    const fresh = await readFer(path, { size: 2, cache: cacheIn() });
    const [name] = await kept();
    const file = join(folder, 'cache', name);
    const whole = await readFile(file);
    const damages = [
      () => truncate(file, whole.length - 1),
      () => truncate(file, 0),
      () => appendFile(file, 'x'),
      () => writeFile(file, whole.map((byte, i) => (i === whole.length - 3 ? byte ^ 1 : byte))), // prettier-ignore
      () => writeFile(file, new Uint8Array(whole.length)),
    ];
    for (const damage of damages) {
      await damage();
      expect(await readFer(path, { size: 2, cache: cacheIn() })).toEqual(fresh);
      expect(await readFile(file)).toEqual(whole);
    }
    expect(await kept()).toHaveLength(1);
  });

  it('reads folders too, by the images and their places', async () => {
    const { mkdir, rename } = await import('node:fs/promises');
    await mkdir(join(folder, 'set', 'angry'), { recursive: true });
    await writeFile(join(folder, 'set', 'angry', '1.png'), await madeFile('png'));
    const read = () => readFer(join(folder, 'set'), { size: 4, cache: cacheIn() });
    const first = await read();
    expect(await read()).toEqual(first);
    expect(await kept()).toHaveLength(1);
    await rename(join(folder, 'set', 'angry'), join(folder, 'set', 'sad'));
    expect((await read()).labels![0]).toBe(4);
  });

  it('keeps no small file, no part of one, and none with rows left out', async () => {
    const path = await csv();
    await readFer(path, { size: 2, cache: join(folder, 'cache') });
    await readFer(path, { size: 2, cache: cacheIn(), limit: 3 });
    const bad = await csv(`${ferText(5)}x,,\n`);
    for (let i = 0; i < 2; i++) {
      const skipped: unknown[] = [];
      await readFer(bad, {
        size: 2,
        cache: cacheIn(),
        skipBadRows: true,
        onSkip: (error) => skipped.push(error),
      });
      expect(skipped).toHaveLength(1);
    }
    expect(await kept()).toEqual([]);
  });

  it('makes room by deleting the files that were used longest ago, and only its own', async () => {
    const paths = await Promise.all(
      [10, 11, 12].map(async (rows) => {
        const path = join(folder, `${rows}.csv`);
        await writeFile(path, ferText(rows));
        return path;
      }),
    );
    const cache = { ...cacheIn(), maxBytes: 1200 };
    await readFer(paths[0], { size: 2, cache });
    await writeFile(join(folder, 'cache', 'precious.txt'), 'x'.repeat(5000));
    const [first] = (await kept()).filter((name) => name.endsWith('.ferpack'));
    await utimes(join(folder, 'cache', first), new Date(1e12), new Date(1e12));
    for (const path of paths.slice(1)) await readFer(path, { size: 2, cache: { ...cache, maxBytes: 700 } });
    const left = await kept();
    expect(left).toContain('precious.txt');
    expect(left).not.toContain(first);
    expect(left).toHaveLength(2);
  });

  it('is done without where it cannot be written', async () => {
    const path = await csv();
    await writeFile(join(folder, 'file'), '');
    const ds = await readFer(path, { size: 2, cache: { folder: join(folder, 'file'), minBytes: 1 } });
    expect(ds.shape[0]).toBe(20);
    await expect(readFer(join(folder, 'no.csv'), { cache: cacheIn() })).rejects.toThrow(/no such file/);
  });
});
