import { describe, expect, it } from 'vitest';
import { zipSync } from 'fflate';
import { DataError, FER_CLASSES, filesFolder, readFer as readFerInBrowser } from '../index';
import { readFer, readLabelledFolder } from '../node';
import { madeFile, madeFolder, madePixels } from '../testing/made-images';
import { ferText, utf8 } from '../testing/fer-text';

const png = (seed: number) => madeFile('png', { seed });
const pixels = (seed: number) => [...madePixels(4, 4, 1, seed)];
const problem = async (read: Promise<unknown>) => {
  const error: unknown = await read.catch((e: unknown) => e);
  expect(error).toBeInstanceOf(DataError);
  return (error as DataError).message;
};

describe('readFer of image folders', () => {
  it('reads split/class/image in any spelling, by path, from a folder and from a zip archive', async () => {
    const files = {
      'archive/train/Angry/b.png': await png(1),
      'archive/train/Angry/a.png': await png(0),
      'archive/train/happiness/1.png': await png(2),
      'archive/test/6/x.jpg': await png(3), // by content, not by name
      'archive/train/Angry/.DS_Store': utf8('x'),
      '__MACOSX/archive/train/Angry/._a.png': utf8('x'),
      'archive/README.md': utf8('hello'),
    };
    const expected = {
      shape: [4, 4, 4, 1],
      images: Uint8Array.from([3, 0, 1, 2].flatMap(pixels)),
      labels: Uint8Array.of(6, 0, 0, 3),
      splits: ['test', 'train', 'train', 'train'],
      ids: [
        'archive/test/6/x.jpg',
        'archive/train/Angry/a.png',
        'archive/train/Angry/b.png',
        'archive/train/happiness/1.png',
      ],
      classes: FER_CLASSES,
    };
    expect(await readFer(madeFolder(files), { size: 4 })).toEqual(expected);
    for (const level of [0, 6] as const) {
      const zip = zipSync(files, { level });
      expect(await readFer(zip, { size: 4 })).toEqual(expected);
      expect(await readFer(new Blob([zip]), { size: 4 })).toEqual(expected);
      expect(await readFer((async function* () { for (const byte of zip) yield Uint8Array.of(byte); })(), { size: 4 })).toEqual(expected); // prettier-ignore
    }
  });

  it('has no splits for class/image, and takes a split of any name where it differs', async () => {
    const [a, b] = [await png(0), await png(1)];
    expect(await readFer(madeFolder({ 'angry/1.png': a, 'sad/1.png': b }), { size: 4 })).not.toHaveProperty(
      'splits',
    );
    const odd = await readFer(madeFolder({ 'x/first/angry/1.png': a, 'x/second/angry/1.png': b }), {
      size: 4,
    });
    expect(odd.splits).toEqual(['first', 'second']);
    expect((await readFer(madeFolder({ 'train/angry/1.png': a }), { size: 4 })).splits).toEqual(['train']);
  });

  it('takes colour, JPEG, transparency and any size', async () => {
    const files = {
      'angry/big.jpg': await madeFile('jpeg', { width: 90, height: 60, channels: 3 }),
      'angry/clear.png': await madeFile('png', { width: 8, height: 8, channels: 4 }),
      'sad/grey.jpg': await madeFile('jpeg', { width: 48, height: 48 }),
    };
    const ds = await readFer(madeFolder(files));
    expect(ds.shape).toEqual([3, 48, 48, 1]);
    expect([...ds.labels!]).toEqual([0, 0, 4]);
    const grey = madePixels(48, 48, 1);
    const jpeg = ds.images.subarray(2 * 2304);
    expect(jpeg.reduce((sum, value, i) => sum + Math.abs(value - grey[i]), 0) / 2304).toBeLessThan(3);
  });

  it.each([
    [
      'a folder that is no class',
      { 'angry/1.png': 'png', 'other/1.png': 'png' },
      'faces/other/1.png: class folder "other" (expected one of angry, disgust, fear, happy, sad, surprise, neutral)',
    ],
    [
      'a file that is no image',
      { 'angry/1.png': 'text' },
      'faces/angry/1.png: found no image (expected a PNG or JPEG image)',
    ],
    [
      'an empty image',
      { 'angry/1.png': '' },
      'faces/angry/1.png: found an empty file (expected a PNG or JPEG image)',
    ],
    ['nothing', {}, 'faces: no FER2013 csv and no class folders with images (expected one of them)'],
    [
      'images without a class',
      { '1.png': 'png' },
      'faces: no FER2013 csv and no class folders with images (expected one of them)',
    ],
    [
      'a csv and images',
      { 'angry/1.png': 'png', 'fer.csv': 'csv' },
      'faces: both fer.csv and images such as angry/1.png (expected one of them; name the csv with entry)',
    ],
    [
      'two sets',
      { 'a.csv': 'csv', 'b/b.csv': 'csv' },
      'faces: several sets: a.csv, b/b.csv (expected one; name it with entry)',
    ],
  ])('says what is wrong with %s', async (_, kinds, message) => {
    const content: Record<string, Uint8Array> = {
      png: await png(0),
      text: utf8('hello'),
      '': utf8(''),
      csv: utf8(ferText(3)),
    };
    const files = Object.fromEntries(Object.entries(kinds).map(([path, kind]) => [path, content[kind]]));
    expect(await problem(readFer(madeFolder(files)))).toBe(message);
  });

  it('says which image is damaged, or leaves it out and reports it', async () => {
    const good = await png(0);
    const jpeg = await madeFile('jpeg', { width: 32, height: 32 });
    const huge = good.slice();
    new DataView(huge.buffer).setUint32(16, 60_000);
    const files = {
      'angry/1.png': good,
      'angry/2.png': good.slice(0, -20),
      'angry/3.png': good.map((byte, i) => (i === 45 ? byte ^ 1 : byte)),
      'angry/4.jpg': jpeg.slice(0, -30),
      'angry/5.png': huge,
      'nobody/6.png': good,
      'sad/7.png': good,
    };
    expect(await problem(readFer(madeFolder(files)))).toMatch(
      /^faces\/angry\/2\.png: .*PNG image that is cut short/,
    );
    const skipped: string[] = [];
    const ds = await readFer(madeFolder(files), {
      size: 4,
      skipBadRows: true,
      onSkip: (error) => skipped.push(error.message),
    });
    expect(ds.ids).toEqual(['angry/1.png', 'sad/7.png']);
    expect([...ds.labels!]).toEqual([0, 4]);
    expect(skipped.map((message) => message.split(':')[0])).toEqual(
      [2, 3, 4, 5].map((i) => `faces/angry/${i}.${i === 4 ? 'jpg' : 'png'}`).concat('faces/nobody/6.png'),
    );
    expect(await problem(readFer(madeFolder({ 'a/1.png': good }), { skipBadRows: true }))).toBe(
      'faces: none of 1 images could be read (expected PNG or JPEG images)',
    );
  });

  it('refuses images of too many pixels before it decodes them', async () => {
    const files = { 'angry/1.png': await madeFile('png', { width: 100, height: 100 }) };
    expect(await problem(readFer(madeFolder(files), { maxPixels: 9999 }))).toBe(
      'faces/angry/1.png: an image of 100x100 (expected at most 9999 pixels; see maxPixels)',
    );
    expect(await problem(readFer(madeFolder(files), { maxBytes: 100 }))).toMatch(
      /expected at most 100 bytes; see maxBytes/,
    );
  });

  it('reads the one csv of a folder or archive, the labelled one with splits before others', async () => {
    const expected = await readFer(utf8(ferText(6)), { size: 2 });
    const files = {
      'icml/icml_face_data.csv': utf8(ferText(6)),
      'icml/train.csv': utf8('emotion,pixels\n1,1 2 3 4\n'),
      'icml/test.csv': utf8('pixels\n1 2 3 4\n'),
      'icml/example_submission.csv': utf8('id,emotion\n1,2\n'),
    };
    for (const source of [madeFolder(files), zipSync(files), zipSync(files, { level: 0 })])
      for (const reader of [readFer, readFerInBrowser]) {
        expect(await reader(source, { size: 2 })).toEqual(expected);
        const train = await reader(source, { size: 2, entry: 'icml/train.csv' });
        expect([train.shape[0], train.labels![0]]).toEqual([1, 1]);
        expect(await problem(reader(source, { size: 2, entry: 'no' }))).toMatch(
          /: no file "no" \(expected one of /,
        );
      }
  });

  it('counts images in progress and stops at the limit, and when aborted', async () => {
    const files: Record<string, Uint8Array> = {};
    for (let i = 10; i < 40; i++) files[`angry/${i}.png`] = await png(i);
    const rows: number[] = [];
    const ds = await readFer(madeFolder(files), {
      size: 4,
      limit: 3,
      onProgress: (progress) => rows.push(progress.rows),
    });
    expect([ds.shape[0], rows]).toEqual([3, [1, 2, 3]]);
    const controller = new AbortController();
    const read = readFer(madeFolder(files), {
      size: 4,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(read).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
  });
});

describe('readLabelledFolder', () => {
  it('reads other classes, sizes and colours', async () => {
    const files = {
      'cats/1.png': await madeFile('png', { width: 6, height: 4, channels: 3, seed: 1 }),
      'dogs/1.png': await madeFile('png', { width: 6, height: 4, channels: 3, seed: 2 }),
    };
    const ds = await readLabelledFolder(madeFolder(files), { size: [4, 6], channels: 3 });
    expect(ds).toEqual({
      shape: [2, 4, 6, 3],
      images: Uint8Array.from([...madePixels(6, 4, 3, 1), ...madePixels(6, 4, 3, 2)]),
      labels: Uint8Array.of(0, 1),
      ids: ['cats/1.png', 'dogs/1.png'],
      classes: ['cats', 'dogs'],
    });
    const other = await readLabelledFolder(zipSync(files), {
      classes: ['dog', 'cat'],
      classOf: (folder, classes) => classes.indexOf(folder.replace(/s$/, '')),
    });
    expect([...other.labels!]).toEqual([1, 0]);
  });

  it('refuses one file, class folders that it was not told of, and options that make no sense', async () => {
    expect(await problem(readLabelledFolder(utf8('x'), { name: 'f' }))).toBe(
      'f: one file (expected a folder or a zip archive of class folders)',
    );
    const folder = madeFolder({ 'cats/1.png': await png(0) });
    expect(await problem(readLabelledFolder(folder, { classes: ['dogs'] }))).toBe(
      'faces/cats/1.png: class folder "cats" (expected one of dogs)',
    );
    await expect(readLabelledFolder(folder, { channels: 2 as never })).rejects.toThrow(
      'invalid channels: 2 (expected 1 or 3)',
    );
    await expect(readLabelledFolder(folder, { fit: 'x' as never })).rejects.toThrow(
      'invalid fit: x (expected cover or stretch)',
    );
    await expect(readLabelledFolder(folder, { size: [0, 4] })).rejects.toThrow(
      'invalid size: 0 (expected an integer 1 or more)',
    );
  });
});

it('filesFolder reads what a browser hands out, by the relative path', async () => {
  const file = (path: string, text: string) =>
    Object.defineProperty(new File([text], path.split('/').at(-1)!), 'webkitRelativePath', { value: path });
  const folder = filesFolder([file('set/fer.csv', ferText(4)), file('set/notes.txt', 'hi')]);
  expect(await readFerInBrowser(folder, { size: 2 })).toEqual(await readFer(utf8(ferText(4)), { size: 2 }));
  const images = filesFolder([file('set/angry/1.png', 'no')]);
  expect(await problem(readFerInBrowser(images))).toBe(
    'folder/set/angry/1.png: found no image (expected a PNG or JPEG image)',
  );
});
