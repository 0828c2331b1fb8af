import { expect, it } from 'vitest';
import { auditDataset, dropDuplicates, splitBy } from '../index';
import { readFer } from '../node';

const path = process.env.FER2013_CSV;

it.skipIf(!path)('finds the duplicates of the published FER2013 (set FER2013_CSV to its path)', async () => {
  const ds = await readFer(path!);
  const audit = auditDataset(ds);
  expect(audit.exact.extra).toBeGreaterThan(1000);
  expect([audit.unlabelled, audit.outOfRange]).toEqual([[], []]);
  // Copies in circulation differ in their blank rows; these numbers are of one without them and without PrivateTest.
  if (ds.shape[0] !== 32_131) return;
  expect(audit.exact).toMatchObject({ extra: 1519, conflicting: 10, across: 269 });
  expect(audit.exact.groups).toHaveLength(1270);
  // As an exhaustive search over all pairs with another implementation of the same definition finds.
  expect(audit.near).toMatchObject({ extra: 1160, complete: true });
  expect(audit.near.groups).toHaveLength(840);
  expect(audit.blank).toEqual([]);

  const { data } = dropDuplicates(ds);
  expect(data.shape[0]).toBe(32_131 - 1519);
  const before = new Set(imageTexts(splitBy(ds).PublicTest));
  expect(new Set(imageTexts(splitBy(data).PublicTest))).toEqual(before);
  expect(auditDataset(data).exact.extra).toBe(0);
});

/** Each image as text. */
function imageTexts({ images, shape }: { images: Uint8Array; shape: number[] }): string[] {
  const size = images.length / shape[0];
  return Array.from({ length: shape[0] }, (_, i) => images.subarray(i * size, (i + 1) * size).join());
}
