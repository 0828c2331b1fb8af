import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { stretchMaps } from './stretch-maps';

const reference = readReference<Record<string, EncodedTensor> & { size: [number, number] }>('resize');

onEveryBackend(() => {
  it('agrees with torch, corners aligned', async () => {
    const { data, shape } = decodeTensor(reference.input);
    const maps = tf.tensor(data, [1, ...shape, 1], 'float32');
    const stretched = tf.tidy(() => stretchMaps(maps, reference.size));
    expect(stretched.shape).toEqual([1, ...reference.size, 1]);
    const expected = decodeTensor(reference.torch_bilinear_alignTrue).data;
    expect(relativeError(await stretched.data(), expected)).toBeLessThan(1e-6);
  });

  it('stretches lines, pictures and volumes, each image and channel on its own', async () => {
    const stretch = async (values: number[], shape: number[], sizes: number[]) => {
      const out = tf.tidy(() => stretchMaps(tf.tensor(values, shape), sizes));
      return [...(await out.data())];
    };
    expect(await stretch([0, 10, 2, 30], [1, 2, 2], [3])).toEqual([0, 10, 1, 20, 2, 30]);
    expect(await stretch([1, 3, 5, 7], [2, 1, 2, 1], [1, 3])).toEqual([1, 2, 3, 5, 6, 7]);
    const corners = [0, 1, 2, 3, 4, 5, 6, 7];
    const volume = await stretch(corners, [1, 2, 2, 2, 1], [3, 3, 3]);
    // Linear in each axis: the middle of the cube is the mean of its corners.
    expect(volume[13]).toBe(3.5);
    expect([volume[0], volume[2], volume[6], volume[18], volume[26]]).toEqual([0, 1, 2, 4, 7]);
    expect(await stretch([4], [1, 1, 1, 1], [2, 2])).toEqual([4, 4, 4, 4]);
  });
});
