import '@tensorflow/tfjs-backend-cpu';
import { setThreadsCount } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadFaceFinder, type FaceFinder } from './face-finder';
import type { Face } from './face';
import { astronaut, mirrored } from './testing/astronaut';
import faceApi from './testing/face-api.json';

setThreadsCount(1);

/** The largest distance between the sides of two lists of faces, in pixels. */
const distance = (a: Face[], b: Face[]) =>
  Math.max(
    ...a.flatMap(({ box }, i) =>
      (['x', 'y', 'width', 'height'] as const).map((side) => Math.abs(box[side] - b[i].box[side])),
    ),
  );

// cpu takes seconds for a picture.
const cases = { wasm: faceApi, cpu: faceApi.filter(({ size }) => size === 224) };

describe.each(['wasm', 'cpu'] as const)('on %s', (backend) => {
  let finder: FaceFinder;
  beforeAll(async () => {
    expect(await tf.setBackend(backend)).toBe(true);
    finder = await loadFaceFinder();
  });
  afterAll(() => finder.dispose());

  // Where the picture has the network's size nothing is resized, and the numbers are those of face-api itself.
  test.each(cases[backend])(
    'finds the face that face-api finds in the picture $picture at $size',
    async (peer) => {
      const picture = peer.picture === 'mirrored' ? mirrored(astronaut()) : astronaut();
      const found = await finder.find(picture, { size: peer.size, minScore: 0.5 });
      const expected = peer.faces.filter(({ score }) => score > 0.5);
      expect(found).toHaveLength(expected.length);
      const same = peer.size === picture.shape[0];
      expect(distance(found, expected)).toBeLessThan(same ? 0.001 : 2.5);
      found.forEach(({ score }, i) => expect(score).toBeCloseTo(expected[i].score, same ? 5 : 1));
    },
  );
});

describe('a finder', () => {
  let finder: FaceFinder;
  beforeAll(async () => {
    await tf.setBackend('wasm');
    finder = await loadFaceFinder();
  });

  test('gives boxes in pixels of the picture, whatever its size and proportions', async () => {
    const { data, shape } = astronaut();
    const wide = { data: new Uint8Array(300 * 704 * 3).fill(128), shape: [300, 704, 3] as const };
    const [left, top] = [416, 64];
    for (let y = 0; y < shape[0]; y++)
      wide.data.set(data.subarray(y * shape[1] * 3, (y + 1) * shape[1] * 3), ((top + y) * 704 + left) * 3);
    const [alone] = await finder.find({ data, shape }, { size: 224 });
    const [within, ...others] = await finder.find(wide, { size: 704 });
    expect(others).toEqual([]);
    const moved = { ...within, box: { ...within.box, x: within.box.x - left, y: within.box.y - top } };
    expect(distance([moved], [alone])).toBeLessThan(6);
  });

  test('finds nothing where nothing is', async () => {
    for (const value of [0, 128, 255])
      expect(
        await finder.find({ data: new Uint8Array(640 * 480).fill(value), shape: [480, 640, 1] }),
      ).toEqual([]);
    expect(await finder.find({ data: new Uint8Array(1), shape: [1, 1, 1] }, { size: 96 })).toEqual([]);
    expect(await finder.find({ data: new Uint8Array(9000), shape: [1, 9000, 1] }, { size: 96 })).toEqual([]);
  });

  test('finds a face in grey and in floats as well', async () => {
    const { data, shape } = astronaut();
    const [h, w] = shape;
    const grey = data.filter((_, i) => i % 3 === 1);
    expect(await finder.find({ data: grey, shape: [h, w, 1] })).toHaveLength(1);
    const floats = { data: Float32Array.from(data, (value) => value / 255), shape };
    expect(await finder.find(floats)).toEqual(await finder.find({ data, shape }));
  });

  test('leaves no tensor behind, also when it is aborted', async () => {
    const before = tf.memory().numTensors;
    for (let i = 0; i < 10; i++) await finder.find(astronaut(), { size: 160 });
    const abort = new AbortController();
    const found = finder.find(astronaut(), { size: 160, signal: abort.signal });
    abort.abort();
    await expect(found).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }) as Error);
    await expect(finder.find(astronaut(), { signal: abort.signal })).rejects.toThrow('abort');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('says what it cannot take, and that it is gone', async () => {
    const before = tf.memory().numTensors;
    const other = await loadFaceFinder();
    await expect(other.find(astronaut(), { size: 100 })).rejects.toThrow(
      'invalid size: 100 (expected a multiple of 32',
    );
    await expect(other.find(astronaut(), { minScore: 50 })).rejects.toThrow('invalid minScore: 50');
    await expect(other.find({ data: new Uint8Array(3), shape: [2, 2, 1] })).rejects.toThrow(
      'a picture of 3 values',
    );
    other.dispose();
    other.dispose();
    await expect(other.find(astronaut())).rejects.toThrow('disposed');
    expect(tf.memory().numTensors).toBe(before);
  });
});
