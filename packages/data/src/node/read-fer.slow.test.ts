import { expect, it } from 'vitest';
import { classCounts, splitBy } from '../index';
import { readFer } from '../node';

const path = process.env.FER2013_CSV;

it.skipIf(!path)('reads the published FER2013 (set FER2013_CSV to its path)', async () => {
  const ds = await readFer(path!);
  const { Training, PublicTest } = splitBy(ds);
  expect(ds.shape.slice(1)).toEqual([48, 48, 1]);
  // Copies in circulation lack a few blank or unmatched rows of the 28,709 + 3,589.
  expect(Training.shape[0]).toBeGreaterThanOrEqual(28_500);
  expect(Training.shape[0]).toBeLessThanOrEqual(28_709);
  expect(PublicTest.shape[0]).toBeGreaterThanOrEqual(3_570);
  if (Training.shape[0] === 28_552) {
    expect(classCounts(Training)).toEqual([3983, 439, 4094, 7186, 4781, 3144, 4925]);
    expect(PublicTest.shape[0]).toBe(3_579);
  }
});
