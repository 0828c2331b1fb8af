import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { auditDataset, type LabelledImages } from '@fer/data';
import { auditText } from './audit-text';

const size = 8 * 8;
/** Images of stripes, no two alike. */
function stripes(n: number): LabelledImages {
  return {
    images: Uint8Array.from({ length: n * size }, (_, i) => {
      const image = Math.floor(i / size);
      return (((i % 8) * (image + 3) * 17 + Math.floor((i % size) / 8) * (image * 5 + 1) * 11) % 97) * 2;
    }),
    shape: [n, 8, 8, 1],
    labels: Uint8Array.from({ length: n }, (_, i) => i % 2),
    splits: Array.from({ length: n }, (_, i) => (i < n - 3 ? 'Training' : 'PublicTest')),
    classes: ['happy', 'sad'],
  };
}
const text = (ds: LabelledImages) => stripVTControlCharacters(auditText(auditDataset(ds))).split('\n');

it('prints the balance of the classes and what was found, a line each', () => {
  const ds = stripes(12);
  ds.images.copyWithin(10 * size, 0, size); // training row 0 again in PublicTest
  ds.images.copyWithin(3 * size, 4 * size, 5 * size); // of another label
  ds.images.fill(7, 5 * size, 6 * size);
  ds.labels![1] = 9;
  expect(text(ds)).toEqual([
    '12 images of 8 x 8, grey',
    '',
    'class       Training  PublicTest  all   share',
    'happy              5           1    6  54.5 %',
    'sad                3           2    5  45.5 %',
    'all images         9           3   12        ',
    '',
    'blank images              1  row 5',
    'images without a label    0',
    'labels out of range       1  row 1 (expected 0..1)',
    'exact copies              2  beyond the first, of 2 images; at most 2 of one',
    '  under different labels  1  image',
    '  in different splits     1  image; fer train --drop-duplicates keeps the held-out one',
    'near copies               0',
    '  under different labels  0',
    '  in different splits     0',
    'near: dHash at most 6 of 64 bits apart and pixels correlated 0.9 or more',
  ]);
});

it('takes a set without labels', () => {
  const { images, shape, classes } = stripes(7);
  expect(text({ images, shape, classes })).toContain('images without a label    7  rows 0, 1, 2, 3, 4, …');
});
