import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import type { LabelledImages } from '@fer/data';
import { expect, expectTypeOf, test } from 'vitest';
import { CLASS_NAMES, drawnFaces, labelMask, REGION_NAMES, type DrawnFaces } from './index';

const PIXELS = 48 * 48;
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);
const clean = await drawnFaces({ clean: true });
const loaded = await drawnFaces();
const every = [...clean.labels.keys()];
const inSplit = (split: string) => every.filter((n) => clean.splits[n] === split);

/** The share of images in which a region covers at least `pixels` pixels. */
function presence({ regions }: DrawnFaces, name: (typeof REGION_NAMES)[number], pixels: number): number {
  const region = REGION_NAMES.indexOf(name);
  const has = every.filter((n) => {
    let count = 0;
    for (let i = n * PIXELS; i < (n + 1) * PIXELS; i++) if (regions.maps[i] === region) count++;
    return count >= pixels;
  });
  return has.length / every.length;
}

test('the shipped set is labelled images as @fer/data takes them', () => {
  expectTypeOf<DrawnFaces>().toExtend<LabelledImages>();
  expect(clean.shape).toEqual([2800, 48, 48, 1]);
  expect(clean.images).toHaveLength(2800 * PIXELS);
  expect(clean.regions.maps).toHaveLength(2800 * PIXELS);
  expect(clean.classes).toEqual(['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral']);
  for (const list of [clean.splits, clean.ids, clean.identities, clean.parts, clean.labelRegions]) {
    expect(list).toHaveLength(2800);
  }
});

test('every class has 400 images: 280 to train, 40 to validate, 80 to test', () => {
  CLASS_NAMES.forEach((_, label) => {
    const of = (split: string) => inSplit(split).filter((n) => clean.labels[n] === label).length;
    expect([of('train'), of('validation'), of('test')]).toEqual([280, 40, 80]);
  });
});

test('no two images are identical, clean or as loaded, and ids are unique', () => {
  for (const { images } of [clean, loaded]) {
    expect(new Set(every.map((n) => hash(images.subarray(n * PIXELS, (n + 1) * PIXELS)))).size).toBe(2800);
  }
  expect(new Set(clean.ids).size).toBe(2800);
});

test('no identity is in two splits', () => {
  const of = (split: string) => new Set(inSplit(split).map((n) => clean.identities[n]));
  const [train, validation, test_] = ['train', 'validation', 'test'].map(of);
  expect([...train].some((p) => test_.has(p))).toBe(false);
  expect([...validation].some((p) => train.has(p) || test_.has(p))).toBe(false);
  expect(train.size).toBeGreaterThan(300);
  expect(test_.size).toBeGreaterThan(100);
});

test('every class has expression parts that occur in the test split only, in some but not all of its test images', () => {
  const parts = (split: string) => new Set(inSplit(split).flatMap((n) => clean.parts[n]));
  const known = new Set([...parts('train'), ...parts('validation')]);
  const held = [...parts('test')].filter((p) => !known.has(p));
  expect(held.length).toBeGreaterThanOrEqual(14);
  expect(held.every((p) => p.endsWith('!'))).toBe(true);
  CLASS_NAMES.forEach((_, label) => {
    const images = inSplit('test').filter((n) => clean.labels[n] === label);
    const withHeld = images.filter((n) => clean.parts[n].some((p) => held.includes(p))).length;
    expect(withHeld / images.length).toBeGreaterThan(0.3);
    expect(withHeld / images.length).toBeLessThan(0.9);
  });
});

test('brows, eyes, nose and mouth are seen in nearly all region maps', () => {
  expect(presence(clean, 'brows', 8)).toBeGreaterThan(0.97);
  expect(presence(clean, 'eyes', 8)).toBeGreaterThan(0.97);
  expect(presence(clean, 'nose', 4)).toBeGreaterThan(0.97);
  expect(presence(clean, 'mouth', 8)).toBeGreaterThan(0.97);
  expect(presence(clean, 'cheeks', 40)).toBeGreaterThan(0.97);
  expect(presence(clean, 'forehead', 40)).toBeGreaterThan(0.95);
  expect(presence(clean, 'hair', 40)).toBeGreaterThan(0.7);
  expect(presence(clean, 'mark', 1)).toBe(0);
});

test('the features lie where a face has them: brows over eyes over nose over mouth', () => {
  const middle = (n: number, name: (typeof REGION_NAMES)[number]) => {
    let [sum, count] = [0, 0];
    for (let i = 0; i < PIXELS; i++) {
      if (clean.regions.maps[n * PIXELS + i] !== REGION_NAMES.indexOf(name)) continue;
      sum += Math.floor(i / 48);
      count++;
    }
    return sum / count;
  };
  const inOrder = every.filter(
    (n) =>
      middle(n, 'brows') < middle(n, 'eyes') &&
      middle(n, 'eyes') < middle(n, 'nose') &&
      middle(n, 'nose') < middle(n, 'mouth'),
  );
  expect(inOrder.length / every.length).toBeGreaterThan(0.95);
});

test('the mouth carries the label of every image, and the label mask covers a small part of it', () => {
  expect(clean.labelRegions.every((r) => r.includes('mouth'))).toBe(true);
  const mask = labelMask(clean);
  const share = mask.reduce((a, b) => a + b, 0) / mask.length;
  expect(share).toBeGreaterThan(0.04);
  expect(share).toBeLessThan(0.25);
  const n = 0;
  const names = clean.labelRegions[n].map((r) => REGION_NAMES.indexOf(r));
  for (let i = 0; i < PIXELS; i++)
    expect(mask[i]).toBe(names.includes(clean.regions.maps[n * PIXELS + i]) ? 1 : 0);
});

test('the same seed gives the same bytes, and these are the shipped ones', async () => {
  expect(hash(clean.images)).toMatchInlineSnapshot(`"e5a3ea55e69fbca4"`);
  expect(hash(clean.regions.maps)).toMatchInlineSnapshot(`"2017900c97c4e28c"`);
  expect(hash(loaded.images)).toMatchInlineSnapshot(`"2adb5a9304cde837"`);
  expect(hash((await drawnFaces({ seed: 0 })).images)).toBe(hash(loaded.images));
});

test('another seed changes the light and the noise and nothing else', async () => {
  const other = await drawnFaces({ seed: 1 });
  expect(hash(other.images)).not.toBe(hash(loaded.images));
  expect(hash(other.regions.maps)).toBe(hash(clean.regions.maps));
  expect(other.labels).toEqual(clean.labels);
});

test('what a caller changes is not seen by the next one', async () => {
  const first = await drawnFaces({ clean: true });
  first.images.fill(0);
  first.splits[0] = 'test';
  expect(hash((await drawnFaces({ clean: true })).images)).toBe(hash(clean.images));
  expect(clean.splits[0]).toBe('train');
});

test('the data file stays under 3 MB', () => {
  expect(statSync(new URL('../data/faces.js', import.meta.url)).size).toBeLessThan(3_000_000);
});

test('a seed that is not a whole number is an error that names it', async () => {
  await expect(drawnFaces({ seed: 0.5 })).rejects.toThrow('invalid seed: 0.5 (expected a whole number)');
});
