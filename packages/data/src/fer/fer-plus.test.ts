import { zipSync } from 'fflate';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  DataError,
  FER_CLASSES,
  FER_PLUS_ANSWERS,
  ferPlusLabels,
  joinFerPlus,
  readFer,
  readFerPlusVotes,
} from '../index';
import { ferText, utf8 } from '../testing/fer-text';

const HEADER = `Usage,Image name,${FER_PLUS_ANSWERS.join(',')}`;
/** Votes by answer; the rest are 0. */
const row = (
  votes: Partial<Record<(typeof FER_PLUS_ANSWERS)[number], number>>,
  usage = 'Training',
  name = 'x.png',
) => [usage, name, ...FER_PLUS_ANSWERS.map((answer) => votes[answer] ?? 0)].join(',');
const votesOf = (...rows: string[]) =>
  readFerPlusVotes(utf8([HEADER, ...rows, ''].join('\r\n')), { name: 'votes.csv' });

describe('ferPlusLabels', () => {
  const rows = [
    row({ happiness: 8, neutral: 2 }),
    row({ NF: 10 }),
    row({ unknown: 6, sadness: 4 }),
    row({ contempt: 6, neutral: 4 }),
    row({ anger: 5, disgust: 5 }),
    row({ fear: 4, surprise: 3, sadness: 3 }),
    row({}),
    row({ neutral: 9, contempt: 1 }),
  ];

  it('takes the answer with the most votes, and drops what is no answer, by default', async () => {
    const { classes, kept, labels, labelWeights, dropped } = ferPlusLabels(await votesOf(...rows));
    expect(classes).toEqual(FER_CLASSES);
    expect(kept).toEqual([0, 5, 7]);
    expect([...labels]).toEqual([3, 2, 6]);
    expect(labelWeights).toEqual(
      Float32Array.of(0, 0, 0, 0.8, 0, 0, 0.2, 0, 0, 0.4, 0, 0.3, 0.3, 0, 0, 0, 0, 0, 0, 0, 1),
    );
    expect(dropped).toEqual({ notFace: 1, unknown: 1, contempt: 1, tie: 1, noMajority: 0, noVotes: 1 });
  });

  it.each([
    ['contempt kept', { contempt: 'keep' }, [0, 3, 5, 7], [3, 7, 2, 6]],
    ['unknown ignored', { unknown: 'ignore' }, [0, 2, 5, 7], [3, 4, 2, 6]],
    ['not-a-face ignored, with no other vote', { notFace: 'ignore' }, [0, 5, 7], [3, 2, 6]],
    ['the first of a tie', { ties: 'first' }, [0, 4, 5, 7], [3, 0, 2, 6]],
    ['a majority', { minShare: 0.5 }, [0, 7], [3, 6]],
    ['single votes taken for mistakes', { minVotes: 2, minShare: 0.99 }, [7], [6]],
  ] as const)('%s', async (_, options, kept, labels) => {
    const result = ferPlusLabels(await votesOf(...rows), options);
    expect([result.kept, [...result.labels]]).toEqual([kept, labels]);
    const k = result.classes.length;
    for (let i = 0; i < kept.length; i++)
      expect(result.labelWeights.subarray(i * k, (i + 1) * k).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
  });

  it('refuses options that make no sense', async () => {
    const votes = await votesOf(...rows);
    expect(() => ferPlusLabels(votes, { ties: 'x' as never })).toThrow(
      'invalid ties: x (expected drop or first)',
    );
    expect(() => ferPlusLabels(votes, { minShare: 1 })).toThrow(
      'invalid minShare: 1 (expected 0 <= share < 1)',
    );
    expect(() => ferPlusLabels(votes, { minVotes: 0 })).toThrow(
      'invalid minVotes: 0 (expected an integer 1 or more)',
    );
  });
});

describe('readFer with votes', () => {
  const csv = utf8(ferText(5)); // four Training, one PublicTest
  const usages = ['Training', 'Training', 'Training', 'Training', 'PublicTest'];
  const answers = ['anger', 'NF', 'happiness', 'fear', 'neutral'] as const;
  const text = [HEADER, ...answers.map((answer, i) => row({ [answer]: 10 }, usages[i], `${i}.png`))].join(
    '\n',
  );

  it('joins them by the order of the rows, plain, gzipped or in a zip archive', async () => {
    const plain = await readFer(csv, { size: 2 });
    const gzipped = new Uint8Array(gzipSync(text));
    for (const votes of [
      utf8(text),
      gzipped,
      zipSync({ 'FERPlus/fer2013new.csv': utf8(text), 'a.csv': csv }),
    ]) {
      const ds = await readFer(csv, { size: 2, votes });
      expect(ds.ids).toEqual(['0.png', '2.png', '3.png', '4.png']);
      expect([...ds.labels!]).toEqual([0, 3, 2, 6]);
      expect([...ds.images]).toEqual(
        [0, 2, 3, 4].flatMap((i) => [...plain.images.subarray(i * 4, i * 4 + 4)]),
      );
      expect(ds.splits).toEqual(['Training', 'Training', 'Training', 'PublicTest']);
      expect(ds.labelWeights).toHaveLength(4 * 7);
    }
    const hard = await readFer(csv, {
      size: 2,
      votes: utf8(text),
      ferPlus: { soft: false, contempt: 'keep' },
    });
    expect(hard).not.toHaveProperty('labelWeights');
    expect(hard.classes).toEqual([...FER_CLASSES, 'contempt']);
  });

  it('follows the rows of the file where some are left out, or not reached', async () => {
    const damaged = utf8(ferText(5).replace(/^2,/m, 'x,'));
    const ds = await readFer(damaged, { size: 2, votes: utf8(text), skipBadRows: true });
    expect(ds.ids).toEqual(['0.png', '3.png', '4.png']);
    expect((await readFer(csv, { size: 2, votes: utf8(text), limit: 3 })).ids).toEqual(['0.png', '2.png']);
  });

  it.each([
    [
      'another number of rows',
      text.split('\n').slice(0, -1).join('\n'),
      'v.csv: 4 rows of votes (expected 5, as faces.csv has: votes follow its rows one by one)',
    ],
    [
      'another order',
      [text.split('\n')[0], ...text.split('\n').slice(1).reverse()].join('\n'),
      'v.csv, column "Usage": "PublicTest" for image 1 (expected "Training", its split)',
    ],
    [
      'a vote that is none',
      text.replace(',10,', ',ten,'),
      'v.csv line 2, column "anger": value "ten" (expected a number of votes, 0..255)',
    ],
    ['a field too few', text.replace(',0,', ','), 'v.csv line 2: 11 fields (expected 12)'],
    [
      'another file',
      ferText(2),
      "v.csv line 1: missing columns neutral, happiness, surprise, sadness, anger, disgust, fear, contempt, unknown, NF (expected FER+'s Usage,Image name,neutral,…,unknown,NF)",
    ],
    ['nothing', '', 'v.csv: no rows of votes (expected at least one)'],
  ])('says what is wrong with %s', async (_, votes, message) => {
    const error: unknown = await readFer(csv, {
      name: 'faces.csv',
      size: 2,
      votes: { name: 'v.csv', open: () => utf8(votes) },
    }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DataError);
    expect((error as Error).message).toBe(message);
  });

  it('joinFerPlus wants one row an image', async () => {
    const ds = await readFer(csv, { size: 2 });
    expect(() => joinFerPlus(ds, { votes: new Uint8Array(10), splits: [''], names: [''] })).toThrow(
      '1 rows of votes (expected 5, one an image)',
    );
  });
});

describe('unlabelled files', () => {
  it('id,feature and pixels alone have no labels', async () => {
    const ds = await readFer(utf8('id,feature\n17,1 2 3 4\n4,5 6 7 8\n'), { size: 2 });
    expect(ds).toEqual({
      images: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8),
      shape: [2, 2, 2, 1],
      ids: ['17', '4'],
      classes: FER_CLASSES,
    });
    expect(await readFer(utf8('pixels\n1 2 3 4\n'), { size: 2 })).not.toHaveProperty('ids');
  });
});

describe('skipBadRows', () => {
  it('leaves out bad rows, reports each, and keeps everything else', async () => {
    const text =
      'emotion,pixels,Usage\n0,1 2 3 4,a\n7,1 2 3 4,a\n1,1 2 3,a\n2,1 2 3 4 5,a\nx\n3,9 9 9 9,b\n4,1 2 3 256,a\n';
    const skipped: (number | undefined)[] = [];
    const ds = await readFer(utf8(text), {
      size: 2,
      skipBadRows: true,
      onSkip: ({ line }) => skipped.push(line),
    });
    expect(skipped).toEqual([3, 4, 5, 6, 8]);
    expect([[...ds.labels!], ds.splits, [...ds.images]]).toEqual([
      [0, 3],
      ['a', 'b'],
      [1, 2, 3, 4, 9, 9, 9, 9],
    ]);
    await expect(readFer(utf8('emotion,pixels\nx,1\n'), { size: 2, skipBadRows: true })).rejects.toThrow(
      'none of 1 rows could be read (expected at least one)',
    );
    const damaged = new Uint8Array(gzipSync(text)).map((byte, i, all) =>
      i === all.length - 5 ? byte ^ 1 : byte,
    );
    await expect(readFer(damaged, { size: 2, skipBadRows: true })).rejects.toThrow(/invalid gzip data/);
  });

  it('refuses more pixels than maxBytes', async () => {
    await expect(readFer(utf8(ferText(5)), { size: 2, maxBytes: 16 })).rejects.toThrow(
      'more than 4 rows of 4 pixels (expected at most 16 bytes; see maxBytes)',
    );
    expect((await readFer(utf8(ferText(5)), { size: 2, maxBytes: 20 })).shape[0]).toBe(5);
  });
});
