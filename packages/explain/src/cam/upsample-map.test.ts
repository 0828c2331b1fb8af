import { decodeTensor, readReference, relativeError, type EncodedTensor } from '@fer/fixtures';
import { describe, expect, it } from 'vitest';
import { upsampleMap } from './upsample-map';

const reference = readReference<Record<string, EncodedTensor> & { size: [number, number] }>('resize');
const input = decodeTensor(reference.input);
const map = { values: input.data as Float32Array, shape: [1, ...input.shape] };

describe('upsampleMap', () => {
  it.each([
    ['cv2_linear', 'bilinear'],
    ['torch_bilinear_alignFalse', 'bilinear'],
    ['torch_bicubic_alignFalse', 'bicubic'],
    ['torch_nearest', 'nearest'],
  ] as const)('agrees with %s', (key, interpolation) => {
    const { values, shape } = upsampleMap(map, reference.size, { interpolation });
    expect(shape).toEqual([1, ...reference.size]);
    expect(relativeError(values, decodeTensor(reference[key]).data)).toBeLessThan(1e-6);
  });

  it('repeats pixels with nearest, where the size is a multiple', () => {
    const small = { values: Float32Array.of(1, 2, 3, 4), shape: [1, 2, 2] };
    const { values } = upsampleMap(small, [4, 4], { interpolation: 'nearest' });
    expect([...values]).toEqual([1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4]);
  });

  it('resizes images and channels independently and keeps what else the result holds', () => {
    const two = { values: Float32Array.of(0, 10, 4, 30), shape: [2, 1, 1, 2], method: 'x' };
    const resized = upsampleMap(two, [1, 2]);
    expect(resized).toEqual({
      values: Float32Array.of(0, 10, 0, 10, 4, 30, 4, 30),
      shape: [2, 1, 2, 2],
      method: 'x',
    });
  });

  it.each(['bilinear', 'bicubic', 'nearest'] as const)(
    'gives the map back at its own size: %s',
    (interpolation) => {
      expect(upsampleMap(map, [5, 5], { interpolation }).values).toEqual(map.values);
    },
  );

  it('refuses another interpolation', () => {
    const options = { interpolation: 'lanczos' as never };
    expect(() => upsampleMap(map, [9, 9], options)).toThrow(
      "invalid interpolation: lanczos (expected 'bilinear' or 'bicubic' or 'nearest')",
    );
  });

  it.each([
    [
      { values: new Float32Array(4), shape: [2, 2] },
      [4, 4],
      'invalid map: shape [2, 2] (expected [n, h, w] or',
    ],
    [map, [0, 4], 'invalid size: 0 (expected a whole number from 1)'],
  ] as const)('refuses what is no map or no size (%#)', (bad, size, message) => {
    expect(() => upsampleMap(bad, size)).toThrow(message);
  });
});
