import { describe, expect, it } from 'vitest';
import { auditDataset, permutation, select, type LabelledImages } from '../index';
import { blobs, plant } from '../testing/planted-set';

describe('auditDataset', () => {
  it('finds nothing in a set that has nothing', () => {
    const { exact, near, blank, unlabelled, outOfRange, badWeights, ...rest } = auditDataset(blobs(60));
    const nothing = { groups: [], extra: 0, conflicting: 0, across: 0 };
    expect(exact).toEqual(nothing);
    expect(near).toEqual({ ...nothing, distance: 6, similarity: 0.9, complete: true });
    expect([blank, unlabelled, outOfRange, badWeights]).toEqual([[], [], [], []]);
    expect(rest).toEqual({
      count: 60,
      shape: [60, 16, 12, 1],
      classes: ['a', 'b', 'c'],
      classCounts: [20, 20, 20],
      splits: [
        { name: 'Training', count: 45, classCounts: [15, 15, 15] },
        { name: 'PublicTest', count: 15, classCounts: [5, 5, 5] },
      ],
    });
  });

  it('finds copies, and which of them have different labels or lie in two splits', () => {
    const ds = blobs(60);
    plant(ds, 6, 3); // both of class a, both training
    plant(ds, 9, 3);
    plant(ds, 11, 7); // classes b and c
    plant(ds, 57, 12); // both of class a, training and test
    const { exact, near } = auditDataset(ds);
    expect(exact).toMatchObject({ extra: 4, conflicting: 1, across: 1 });
    expect(exact.groups).toEqual([
      {
        rows: [3, 6, 9],
        labels: [0, 0, 0],
        splits: ['Training', 'Training', 'Training'],
        conflicting: false,
        across: false,
      },
      { rows: [7, 11], labels: [1, 2], splits: ['Training', 'Training'], conflicting: true, across: false },
      {
        rows: [12, 57],
        labels: [0, 0],
        splits: ['Training', 'PublicTest'],
        conflicting: false,
        across: true,
      },
    ]);
    expect(near.groups).toEqual([]);
  });

  it('finds near copies: brightened, noisy, with less contrast; not the opposite', () => {
    const ds = blobs(60);
    plant(ds, 20, 5, (value) => value + 15);
    plant(ds, 21, 5, (value, i) => value + ((i * 7) % 5));
    plant(ds, 22, 5, (value) => 64 + value / 2);
    plant(ds, 23, 5, (value) => 255 - value);
    plant(ds, 50, 22);
    const { near, exact } = auditDataset(ds);
    expect(near.groups.map(({ rows }) => rows)).toEqual([[5, 20, 21, 22, 50]]);
    expect(near).toMatchObject({ extra: 3, across: 1, conflicting: 1 });
    expect(exact.groups.map(({ rows }) => rows)).toEqual([[22, 50]]);
    expect(
      auditDataset(ds, { similarity: 1, distance: 0 }).near.groups.flatMap(({ rows }) => rows),
    ).not.toContain(21);
  });

  it('finds the same whatever the order of the images', () => {
    const ds = blobs(80);
    for (const [to, from] of [
      [70, 2],
      [71, 2],
      [40, 8],
    ])
      plant(ds, to, from);
    for (const [to, from] of [
      [60, 30],
      [61, 60],
      [10, 50],
    ])
      plant(ds, to, from, (value) => 0.9 * value + 9);
    const order = Array.from(permutation(80, 3));
    const back = (rows: number[]) => rows.map((row) => order[row]).sort((a, b) => a - b);
    const sets = (audit: ReturnType<typeof auditDataset>, map = (rows: number[]) => rows) =>
      [audit.exact, audit.near].map(({ groups }) => groups.map(({ rows }) => map(rows).join()).sort());
    const found = sets(auditDataset(ds));
    expect(found.map((groups) => groups.length)).toEqual([2, 2]);
    expect(sets(auditDataset(select(ds, order)), back)).toEqual(found);
  });

  it('finds blank images, none of which is a near copy of another', () => {
    const ds = blobs(30);
    plant(ds, 4, 4, () => 0);
    plant(ds, 8, 8, () => 255);
    plant(ds, 9, 9, (_, i) => 100 + (i % 5));
    plant(ds, 10, 10, (_, i) => 100 + (i % 6));
    expect(auditDataset(ds).blank).toEqual([4, 8, 9]);
    expect(auditDataset(ds, { blankRange: 0 }).blank).toEqual([4, 8]);
    expect(auditDataset(ds).near.groups).toEqual([]);
  });

  it('says which labels are impossible, and counts the others', () => {
    const ds = blobs(12);
    ds.labels[2] = 3;
    ds.labels[7] = 255;
    const audit = auditDataset(ds);
    expect(audit.outOfRange).toEqual([
      { row: 2, label: 3 },
      { row: 7, label: 255 },
    ]);
    expect(audit.classCounts).toEqual([4, 3, 3]);
    expect(audit.splits[0]).toEqual({ name: 'Training', count: 9, classCounts: [3, 2, 2] });
  });

  it('takes the heaviest class of soft labels, and says which are missing or impossible', () => {
    const { labels: _, ...ds }: LabelledImages = blobs(5);
    ds.labelWeights = Float32Array.of(0.2, 0.5, 0.3, 0, 0, 0, 1, -1, 0, NaN, 1, 0, 0, 0, 2);
    const audit = auditDataset(ds);
    expect(audit).toMatchObject({ unlabelled: [1], badWeights: [2, 3], classCounts: [0, 1, 1] });
  });

  it('takes a set without labels or splits', () => {
    const { images, shape, classes } = blobs(12);
    plant({ images, shape, classes }, 11, 0);
    const audit = auditDataset({ images, shape, classes, ids: shape.flatMap(() => ['x', 'y', 'z']) });
    expect(audit.unlabelled).toHaveLength(12);
    expect(audit).toMatchObject({ classCounts: [0, 0, 0], splits: [] });
    expect(audit.exact.groups).toEqual([
      { rows: [0, 11], ids: ['x', 'z'], conflicting: false, across: false },
    ]);
  });

  it('takes an empty set, and one of colour images of a pixel', () => {
    expect(auditDataset({ images: new Uint8Array(), shape: [0, 4, 4, 1], classes: ['a'] }).count).toBe(0);
    const tiny = {
      images: Uint8Array.of(1, 2, 3, 1, 2, 3),
      shape: [2, 1, 1, 3] as [number, number, number, number],
    };
    expect(auditDataset({ ...tiny, classes: ['a'] }).exact.extra).toBe(1);
  });

  it('does not take different images of one hash for copies', () => {
    // Two images whose 32-bit FNV-1a is the same, found by search.
    const images = Uint8Array.of(
      239,
      33,
      125,
      195,
      224,
      108,
      196,
      188,
      18,
      43,
      97,
      7,
      78,
      179,
      140,
      62,
      139,
      19,
    );
    expect(auditDataset({ images, shape: [2, 3, 3, 1], classes: ['a'] }).exact.groups).toEqual([]);
  });

  it('compares not all of thousands of images that hardly differ, and says so', () => {
    const n = 2500;
    const images = new Uint8Array(n * 144).fill(90);
    for (let i = 0; i < n; i++)
      images.set([1 + (i % 250), 1 + Math.floor(i / 250)], i * 144 + ((i * 7) % 142));
    const { near } = auditDataset({ images, shape: [n, 12, 12, 1], classes: ['a'] });
    expect(near.complete).toBe(false);
    expect(auditDataset(blobs(n)).near.complete).toBe(true);
  });

  it.each([
    [{ distance: 17 }, 'invalid distance: 17 (expected an integer 0..16)'],
    [{ distance: 1.5 }, 'invalid distance: 1.5 (expected an integer 0..16)'],
    [{ similarity: -1 }, 'invalid similarity: -1 (expected 0..1)'],
    [{ blankRange: NaN }, 'invalid blankRange: NaN (expected 0..255)'],
  ])('refuses the option %j', (options, message) => {
    expect(() => auditDataset(blobs(3), options)).toThrow(message);
  });

  it('is plain data that JSON keeps', () => {
    const ds = blobs(30);
    plant(ds, 6, 3);
    const audit = auditDataset(ds);
    expect(JSON.parse(JSON.stringify(audit))).toEqual(audit);
  });
});
