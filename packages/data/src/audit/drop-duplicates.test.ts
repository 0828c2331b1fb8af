import { describe, expect, it } from 'vitest';
import { dropDuplicates, nameRows, type DropDuplicatesOptions, type LabelledImages } from '../index';
import { blobs, plant } from '../testing/planted-set';

/** Images 0..11, in splits of three: train, val, test, other. Rows with the same letter hold the same image. */
function lettered(letters: string, labels?: number[]): LabelledImages {
  const ds = blobs(letters.length);
  [...letters].forEach((letter, i) => plant(ds, i, letters.indexOf(letter)));
  ds.splits = Array.from(letters, (_, i) => ['train', 'val', 'test', 'other'][Math.floor(i / 3)]);
  ds.labels = Uint8Array.from(labels ?? new Array<number>(letters.length).fill(0));
  return nameRows(ds);
}

describe('dropDuplicates', () => {
  it.each<[string, DropDuplicatesOptions, number[]]>([
    ['abcdef', {}, []],
    ['aabcde', {}, [1]],
    ['aabcde', { keep: 'last' }, [0]],
    ['abcade', {}, [0]],
    ['abcade', { across: 'training' }, [3]],
    ['abcade', { across: 'each' }, []],
    ['aabaac', { across: 'each' }, [1, 4]],
    ['aabaac', { across: 'each', keep: 'last' }, [0, 3]],
    ['aabaac', { keep: 'last' }, [0, 1, 3]],
    ['abcdefagd', {}, [0, 3]],
    ['abcaefagh', {}, [0, 3]],
    ['abcaefagh', { across: 'training' }, [3, 6]],
    ['abcdefagiahj', {}, [0, 6]],
  ])('of %s with %j drops rows %j', (letters, options, rows) => {
    const ds = lettered(letters);
    const { data, dropped, copies, conflicting } = dropDuplicates(ds, options);
    expect(dropped).toEqual(rows);
    expect([copies, conflicting]).toEqual([rows.length, 0]);
    expect(data.ids).toEqual(ds.ids?.filter((_, row) => !rows.includes(row)));
  });

  it('keeps one of an image whose labels conflict, or none when asked', () => {
    const ds = lettered('abcabc', [0, 1, 2, 0, 2, 2]);
    expect(dropDuplicates(ds)).toMatchObject({ dropped: [0, 1, 2], copies: 3, conflicting: 0 });
    expect(dropDuplicates(ds, { conflicts: 'drop' })).toMatchObject({
      dropped: [0, 1, 2, 4],
      copies: 2,
      conflicting: 2,
    });
  });

  it('drops near duplicates only when asked, with the exact copies that they have', () => {
    const ds = lettered('abcdbc');
    plant(ds, 3, 0, (value) => 0.8 * value + 20);
    expect(dropDuplicates(ds).dropped).toEqual([1, 2]);
    expect(dropDuplicates(ds, { near: true }).dropped).toEqual([0, 1, 2]);
    expect(dropDuplicates(ds, { near: { similarity: 1, distance: 0 } }).dropped).toEqual([1, 2]);
  });

  it('takes sets without labels and splits', () => {
    const { images, shape, classes } = lettered('abab');
    expect(dropDuplicates({ images, shape, classes }, { conflicts: 'drop' }).dropped).toEqual([2, 3]);
  });

  it('leaves nothing to drop, and the set that it was given as it was', () => {
    const ds = lettered('aabbaacde');
    const before = structuredClone(ds);
    expect(dropDuplicates(dropDuplicates(ds).data).dropped).toEqual([]);
    expect(ds).toEqual(before);
  });

  it.each([
    [{ keep: 'best' }, 'invalid keep: best (expected first or last)'],
    [{ conflicts: 'mean' }, 'invalid conflicts: mean (expected keep or drop)'],
    [{ across: 'none' }, 'invalid across: none (expected heldOut or training or each)'],
  ])('refuses %j', (options, message) => {
    expect(() => dropDuplicates(lettered('ab'), options as DropDuplicatesOptions)).toThrow(message);
  });
});
