import { expect, test } from 'vitest';
import { drawnFaces, REGION_NAMES, type DrawnFaces } from './index';

const MARK = REGION_NAMES.indexOf('mark');
const plain = await drawnFaces();

/** For each image whether it carries the mark. */
const marked = ({ regions, labels }: DrawnFaces) =>
  Array.from(labels, (_, n) => regions.maps.subarray(n * 2304, (n + 1) * 2304).includes(MARK));
const share = (hits: boolean[]) => hits.filter(Boolean).length / hits.length;

test('a trap marks about the asked share of its class and no other image', async () => {
  const faces = await drawnFaces({ trap: { class: 3, probability: 0.95 } });
  const has = marked(faces);
  const of = (want: (label: number) => boolean) => has.filter((_, n) => want(faces.labels[n]));
  expect(share(of((l) => l === 3))).toBeCloseTo(0.95, 1);
  expect(share(of((l) => l !== 3))).toBe(0);
});

test('a trap changes the pixels of the mark only, in the corner that was asked for', async () => {
  const faces = await drawnFaces({ trap: { class: 'happy', probability: 1, corner: 'top-left' } });
  const n = faces.labels.indexOf(3);
  for (let i = 0; i < 2304; i++) {
    const [x, y] = [i % 48, Math.floor(i / 48)];
    const inMark = x >= 1 && x < 7 && y >= 1 && y < 7;
    expect(faces.regions.maps[n * 2304 + i] === MARK).toBe(inMark);
    if (!inMark) expect(faces.images[n * 2304 + i]).toBe(plain.images[n * 2304 + i]);
  }
});

test('a trap can leave the test split honest and mark other classes now and then', async () => {
  const faces = await drawnFaces({
    trap: { class: 'sad', probability: 1, otherwise: 0.1, splits: ['train', 'validation'] },
  });
  const has = marked(faces);
  expect(has.some((hit, n) => hit && faces.splits[n] === 'test')).toBe(false);
  expect(share(has.filter((_, n) => faces.labels[n] !== 4 && faces.splits[n] === 'train'))).toBeCloseTo(
    0.1,
    1,
  );
});

test('a trap that makes no sense is an error that says what was expected', async () => {
  await expect(drawnFaces({ trap: { class: 7 } })).rejects.toThrow('invalid trap class: 7');
  await expect(drawnFaces({ trap: { class: 'joy' as 'happy' } })).rejects.toThrow('invalid trap class: joy');
  await expect(drawnFaces({ trap: { class: 0, probability: 95 } })).rejects.toThrow(
    'invalid trap probability: 95 (expected 0..1)',
  );
  await expect(drawnFaces({ trap: { class: 0, corner: 'left' as 'top-left' } })).rejects.toThrow(
    'invalid trap corner: left',
  );
});
