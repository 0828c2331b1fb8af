import { describe, expect, it } from 'vitest';
import { meanOfViews, tenCrop } from './ten-crop';

describe('tenCrop', () => {
  it('gives corners, centre and those of the mirror image, image after image', () => {
    // prettier-ignore
    const image = [
      1, 2, 3,
      4, 5, 6,
      7, 8, 9,
    ];
    const data = Float32Array.from([...image, ...image.map((value) => value + 10)]);
    const views = tenCrop({ data, shape: [2, 3, 3, 1] }, { size: 2 });
    expect(views.shape).toEqual([20, 2, 2, 1]);
    const expected = [
      [1, 2, 4, 5],
      [2, 3, 5, 6],
      [4, 5, 7, 8],
      [5, 6, 8, 9],
      [1, 2, 4, 5],
      [3, 2, 6, 5],
      [2, 1, 5, 4],
      [6, 5, 9, 8],
      [5, 4, 8, 7],
      [3, 2, 6, 5],
    ].flat();
    expect([...views.data]).toEqual([...expected, ...expected.map((value) => value + 10)]);
  });

  it('keeps channels together and bytes bytes, up to the whole image', () => {
    const data = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const views = tenCrop({ data, shape: [1, 2, 2, 2] }, { size: 2 });
    expect(views.data).toBeInstanceOf(Uint8Array);
    expect([...views.data.subarray(0, 8)]).toEqual([...data]);
    expect([...views.data.subarray(40, 48)]).toEqual([3, 4, 1, 2, 7, 8, 5, 6]);
  });

  it.each([0, 2.5, 4])('refuses size %d', (size) => {
    expect(() => tenCrop({ data: new Float32Array(9), shape: [1, 3, 3, 1] }, { size })).toThrow(
      `invalid size of tenCrop: ${size} (expected an integer 1..3)`,
    );
  });
});

describe('meanOfViews', () => {
  it('is the mean over the views of each image, and its heaviest class', () => {
    const probabilities = Float32Array.of(1, 0, 0.5, 0.5, 0, 1, 0.25, 0.75);
    expect(meanOfViews({ probabilities, shape: [4, 2] }, { views: 2 })).toEqual({
      probabilities: Float32Array.of(0.75, 0.25, 0.125, 0.875),
      shape: [2, 2],
      labels: Uint8Array.of(0, 1),
    });
    expect(() => meanOfViews({ probabilities, shape: [4, 2] })).toThrow(
      'invalid prediction: 4 rows (expected a multiple of 10 views)',
    );
  });
});
