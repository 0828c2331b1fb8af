import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { beforeAll, describe, expect, it } from 'vitest';
import { DataError, FER_PLUS_ANSWERS, readFer, readFerPlusVotes, type LabelledImages } from '../index';
import { readFer as readFerInNode } from '../node';
import { generatorFor } from '../random';
import { ferText, inPieces, utf8 } from '../testing/fer-text';
import { madeFile, madeFolder } from '../testing/made-images';
import { referenceCsv } from '../testing/reference-csv';

type Random = (below: number) => number;
const randomFor = (...key: number[]): Random => {
  const generator = generatorFor(20_13, ...key);
  return (below) => uniformInt(generator, 0, below - 1);
};

const INSERTED = [
  '99999999999999999999', '256', '-1', '1e3', '0x1f', 'NaN', '4.0', '000', '"', '""', '",', ',', ',,', ' ', '\t', '\r', '\r\n', '\n', '\n\n',
  '\ufeff', '\0', 'é', '💥', '=1+1', '../../etc/passwd', '9'.repeat(3000), ' '.repeat(500), 'Usage', 'emotion,pixels,Usage\n',
].map(utf8); // prettier-ignore

/** One to four damages of any kind. */
function damage(bytes: Uint8Array, random: Random): Uint8Array<ArrayBuffer> {
  let out = Uint8Array.from(bytes);
  for (let left = 1 + random(4); left > 0; left--) {
    const [a, b] = [random(out.length + 1), random(out.length + 1)].sort((x, y) => x - y);
    const piece = INSERTED[random(INSERTED.length)];
    const kinds: (() => Uint8Array)[] = [
      () => out.subarray(0, a),
      () => out.map((byte, i) => (i === a ? byte ^ (1 << random(8)) : byte)),
      () => out.map((byte, i) => (i === a ? random(256) : byte)),
      () => join(out.subarray(0, a), out.subarray(Math.min(b, a + 1 + random(8)))),
      () => join(out.subarray(0, a), out.subarray(a, Math.min(b, a + 40)), out.subarray(a)),
      () => join(out.subarray(0, a), piece, out.subarray(a)),
      () => join(out.subarray(0, a), piece, out.subarray(Math.min(out.length, a + piece.length))),
      () =>
        join(
          out.subarray(0, a),
          out.slice(a, Math.min(b, a + 12)).reverse(),
          out.subarray(Math.min(b, a + 12)),
        ),
      () => utf8(new TextDecoder().decode(out).replaceAll(random(2) ? '\n' : ',', '\r\n')),
      () => join(utf8('\ufeff'), out),
    ];
    out = Uint8Array.from(kinds[random(kinds.length)]());
  }
  return out;
}

const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** The set, or undefined for a `DataError` of one line; anything else that is thrown fails the test. */
async function outcome(read: Promise<LabelledImages>): Promise<LabelledImages | undefined> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    expect(error.message).not.toMatch(/\n/);
    expect(error.message).toMatch(/expected/);
    return undefined;
  }
}

const readers = [readFer, readFerInNode];

describe('damaged files give a DataError or what they say, never a wrong row', () => {
  it('3,000 csv files, held against a slow reader', async () => {
    const heads = [
      ferText(6),
      ferText(6).replaceAll(/,(\d[\d ]+),/g, ',"$1",'),
      'label,feature\n1,1 2 3 4\n',
      'id,feature\n1,1 2 3 4\n',
    ].map(utf8);
    let [read, refused, skipping] = [0, 0, 0];
    for (let i = 0; i < 3000; i++) {
      const random = randomFor(1, i);
      const bytes = damage(heads[random(heads.length)], random);
      const expected = referenceCsv(bytes, 4);
      const skipBadRows = random(2) === 1;
      let skipped = 0;
      const reader = readers[random(2)];
      const ds = await outcome(
        reader(inPieces(bytes, 16 + random(400)).bytes, { size: 2, skipBadRows, onSkip: () => skipped++ }),
      );
      const good = expected && expected.rows.length > 0 && (skipBadRows || expected.bad === 0);
      const text = () => `file ${i}: ${JSON.stringify(new TextDecoder().decode(bytes).slice(0, 300))}`;
      expect([text(), ds !== undefined]).toEqual([text(), Boolean(good)]);
      if (!ds || !expected) {
        refused++;
        continue;
      }
      const labels = expected.rows.map(({ label }) => label);
      expect([text(), ...ds.images]).toEqual([text(), ...expected.rows.flatMap(({ pixels }) => pixels)]);
      if (ds.labels) expect([...ds.labels]).toEqual(labels);
      if (ds.splits) expect(ds.splits).toEqual(expected.rows.map(({ usage }) => usage));
      expect(skipped).toBe(skipBadRows ? expected.bad : 0);
      read++;
      if (skipped) skipping++;
    }
    expect(read).toBeGreaterThan(500);
    expect(refused).toBeGreaterThan(500);
    expect(skipping).toBeGreaterThan(100);
  });

  it('600 gzip files and 600 zip archives of one csv: what was in them, or nothing', async () => {
    const text = utf8(ferText(40));
    const whole = await readFer(text, { size: 2 });
    const packed = [
      gzipSync(text),
      gzipSync(text, { level: 0 }),
      zipSync({ 'a/fer.csv': text }),
      zipSync({ 'fer.csv': text }, { level: 0 }),
    ];
    let [same, refused] = [0, 0];
    for (let i = 0; i < 1200; i++) {
      const random = randomFor(2, i);
      const bytes = damage(packed[i % 4], random);
      const ds = await outcome(readers[random(2)](bytes, { size: 2 }));
      if (!ds) {
        refused++;
        continue;
      }
      expect([i, ds]).toEqual([i, whole]);
      same++;
    }
    expect(refused).toBeGreaterThan(600);
    expect(same).toBeGreaterThan(3); // names, times and comments may be damaged
  });

  describe('images', () => {
    let files: Record<string, Uint8Array>;
    let whole: LabelledImages;
    beforeAll(async () => {
      files = {
        'train/angry/1.png': await madeFile('png', { width: 9, height: 9, channels: 3 }),
        'train/happy/2.jpg': await madeFile('jpeg', { width: 24, height: 16, channels: 3 }),
        'train/sad/3.png': await madeFile('png', { width: 8, height: 8, channels: 4 }),
      };
      whole = await readFerInNode(madeFolder(files), { size: 8 });
    });

    it('600 PNG and JPEG files: the same picture, nothing, or, of a JPEG, one of the right shape', async () => {
      const paths = Object.keys(files);
      let refused = 0;
      for (let i = 0; i < 600; i++) {
        const random = randomFor(3, i);
        const path = paths[i % 3];
        const ds = await outcome(
          readFerInNode(madeFolder({ [path]: damage(files[path], random) }), { size: 8 }),
        );
        if (!ds) {
          refused++;
          continue;
        }
        expect([...ds.shape, ds.images.length]).toEqual([1, 8, 8, 1, 64]);
        // A PNG has checksums; a JPEG has none.
        if (path.endsWith('png'))
          expect([i, ...ds.images]).toEqual([i, ...whole.images.subarray((i % 3) * 64, (i % 3) * 64 + 64)]);
      }
      expect(refused).toBeGreaterThan(300);
    });

    it('600 archives of images: only images that were in it, with their labels', async () => {
      const archives = [zipSync(files), zipSync(files, { level: 0 })];
      const known = new Set(
        whole.ids!.map((_, i) => [whole.labels![i], ...whole.images.subarray(i * 64, i * 64 + 64)].join()),
      );
      let refused = 0;
      for (let i = 0; i < 600; i++) {
        const bytes = damage(archives[i % 2], randomFor(4, i));
        const ds = await outcome(readFerInNode(bytes, { size: 8 }));
        if (!ds) {
          refused++;
          continue;
        }
        for (let k = 0; k < ds.shape[0]; k++) {
          const image = [ds.labels![k], ...ds.images.subarray(k * 64, k * 64 + 64)].join();
          expect([i, k, known.has(image)]).toEqual([i, k, true]);
        }
      }
      expect(refused).toBeGreaterThan(300);
    });
  });

  it('600 files of votes', async () => {
    const rows = Array.from(
      { length: 8 },
      (_, i) => `Training,f${i}.png,${FER_PLUS_ANSWERS.map((_, a) => (a + i) % 5).join(',')}`,
    );
    const text = utf8([`Usage,Image name,${FER_PLUS_ANSWERS.join(',')}`, ...rows].join('\n'));
    let read = 0;
    for (let i = 0; i < 600; i++) {
      try {
        const { votes, splits } = await readFerPlusVotes(damage(text, randomFor(5, i)));
        expect(votes).toHaveLength(splits.length * 10);
        read++;
      } catch (error) {
        if (!(error instanceof DataError)) throw error;
      }
    }
    expect(read).toBeGreaterThan(50);
  });
});
