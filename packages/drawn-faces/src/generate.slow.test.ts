import { expect, test } from 'vitest';
import { generateDrawnFaces } from './generate';
import { drawnFaces } from './index';
import { pack, unpack } from './pack';

const mixed = await generateDrawnFaces({ count: 70, seed: 48, style: 'mixed', clean: true });

test('the first faces that the build seed draws are the shipped ones, in 32 greys', async () => {
  const shipped = await drawnFaces({ clean: true });
  expect(shipped.regions.maps.subarray(0, mixed.images.length)).toEqual(mixed.regions.maps);
  expect(shipped.parts.slice(0, 70)).toEqual(mixed.parts);
  const cut = (v: number) => v >> 3;
  expect(shipped.images.subarray(0, mixed.images.length).map(cut)).toEqual(mixed.images.map(cut));
});

test('packing loses the three lowest bits of the greys and nothing else', () => {
  const { images, ...rest } = unpack(pack(mixed));
  const { images: before, ...restBefore } = mixed;
  expect(rest).toEqual(restBefore);
  expect(images.every((v, i) => v >> 3 === before[i] >> 3)).toBe(true);
});

test.each(['facesjs', 'open-peeps'] as const)(
  'style %s draws only that style, the same for the same seed',
  async (style) => {
    const [a, b] = [
      await generateDrawnFaces({ count: 7, seed: 3, style }),
      await generateDrawnFaces({ count: 7, seed: 3, style }),
    ];
    expect(a).toEqual(b);
    expect([...a.labels]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(a.identities.every((p) => p.startsWith(`${style}/`))).toBe(true);
    const other = await generateDrawnFaces({ count: 7, seed: 4, style });
    expect(other.images).not.toEqual(a.images);
  },
);

test('a generated set keeps people in the splits of the shipped set', async () => {
  const shipped = await drawnFaces({ clean: true });
  const splitOf = new Map(shipped.identities.map((person, n) => [person, shipped.splits[n]]));
  const fresh = await generateDrawnFaces({ count: 70, seed: 99, style: 'open-peeps', clean: true });
  const known = fresh.identities
    .map((person, n) => [splitOf.get(person), fresh.splits[n]])
    .filter(([s]) => s);
  expect(known.length).toBeGreaterThan(30);
  for (const [before, now] of known) expect(now).toBe(before);
});

test('a trap is planted in generated faces too', async () => {
  const faces = await generateDrawnFaces({ count: 7, trap: { class: 'angry', probability: 1 } });
  expect(faces.regions.maps.subarray(0, 2304)).toContain(faces.regions.names.indexOf('mark'));
});

test('progress is told, and an abort rejects with an AbortError', async () => {
  const told: number[] = [];
  await generateDrawnFaces({ count: 60, onProgress: ({ done }) => told.push(done) });
  expect(told).toEqual([0, 50, 60]);
  const stop = new AbortController();
  const running = generateDrawnFaces({ count: 1000, signal: stop.signal, onProgress: () => stop.abort() });
  await expect(running).rejects.toMatchObject({ name: 'AbortError' });
});

test('a count or style that is not one is an error that names it', async () => {
  await expect(generateDrawnFaces({ count: 0 })).rejects.toThrow('invalid count: 0');
  await expect(generateDrawnFaces({ count: 1, style: 'oil' as 'mixed' })).rejects.toThrow(
    'invalid style: oil',
  );
});
