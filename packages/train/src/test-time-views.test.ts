import { describe, expect, it } from 'vitest';
import { toBatchSource, type Batch } from './batch';
import { checkTestTimeViews, countViews, viewedSource, type TestTimeViews } from './test-time-views';

/** One image of 4 x 4 whose pixel at [y, x] is 10 y + x. */
const grid: Batch = {
  data: Float32Array.from({ length: 16 }, (_, k) => 10 * Math.floor(k / 4) + (k % 4)),
  shape: [1, 4, 4, 1],
  labels: [2],
};
const pass = { batchSize: 8, seed: 0, epoch: 0, shuffle: false };

async function viewsOf(views: TestTimeViews, input: (number | null)[], batch = grid) {
  const seen: Batch[] = [];
  for await (const view of viewedSource({ size: 1, batches: () => [batch] }, views, input).batches(pass))
    seen.push(view);
  return seen;
}
const pixels = (batches: Batch[]) => batches.map(({ data }) => Array.from(data));

describe('test-time views', () => {
  it('flip gives the image and its mirror image, channels kept together', async () => {
    const rgb: Batch = { data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [1, 1, 2, 3], labels: [0] };
    expect(pixels(await viewsOf('flip', [1, 2], rgb))).toEqual([
      [1, 2, 3, 4, 5, 6],
      [4, 5, 6, 1, 2, 3],
    ]);
  });

  it('tenCrop gives four corners and the centre, then the mirror images of the same', async () => {
    const views = await viewsOf({ crop: 'tenCrop', size: 2 }, [2, 2]);
    const five = [
      [0, 1, 10, 11],
      [2, 3, 12, 13],
      [20, 21, 30, 31],
      [22, 23, 32, 33],
      [11, 12, 21, 22],
    ];
    expect(pixels(views)).toEqual([...five, ...five.map(([a, b, c, d]) => [b, a, d, c])]);
    expect(views.every(({ shape, labels }) => shape[1] === 2 && labels[0] === 2)).toBe(true);
    expect(pixels(await viewsOf({ crop: 'fiveCrop', size: 2 }, [2, 2]))).toEqual(five);
    expect(pixels(await viewsOf({ crop: 'centerCrop', size: 2 }, [null, null]))).toEqual([five[4]]);
  });

  it('resizes a crop to the input of the model, bilinearly between pixel centres', async () => {
    const [view] = await viewsOf({ crop: 'centerCrop', size: 2 }, [4, 4]);
    expect(view.shape).toEqual([1, 4, 4, 1]);
    // Of [11 12; 21 22]: positions -0.25 (the border repeated), 0.25, 0.75, 1.25.
    const line = (left: number) => [left, left + 0.25, left + 0.75, left + 1];
    expect(Array.from(view.data)).toEqual([...line(11), ...line(13.5), ...line(18.5), ...line(21)]);
  });

  it('counts an image once a view', () => {
    const source = toBatchSource({ images: new Uint8Array(48), shape: [3, 4, 4, 1], labels: [0, 0, 0] });
    const counts: [TestTimeViews, number][] = [
      ['flip', 2],
      [{ crop: 'tenCrop', size: 3 }, 10],
      [{ crop: 'fiveCrop', size: 3 }, 5],
      [{ crop: 'centerCrop', size: 3 }, 1],
    ];
    for (const [views, count] of counts) {
      expect(countViews(views)).toBe(count);
      expect(viewedSource(source, views, [4, 4]).size).toBe(3 * count);
    }
    expect(countViews(undefined)).toBe(1);
  });

  it('refuses what is no view, and crops larger than the images', async () => {
    expect(() => checkTestTimeViews('mirror')).toThrow(
      `invalid views: "mirror" (expected 'flip' or { crop: 'tenCrop' | 'fiveCrop' | 'centerCrop', size })`,
    );
    expect(() => checkTestTimeViews({ crop: 'toString', size: 4 })).toThrow('invalid views');
    expect(() => checkTestTimeViews({ crop: 'tenCrop', size: 1.5 })).toThrow(
      'invalid size of tenCrop: 1.5 (expected an integer >= 1)',
    );
    await expect(viewsOf({ crop: 'tenCrop', size: 5 }, [4, 4])).rejects.toThrow(
      'invalid size of tenCrop: 5 (expected 1..4 for images of [4, 4, 1])',
    );
  });
});
