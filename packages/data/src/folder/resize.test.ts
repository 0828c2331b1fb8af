import { expect, it } from 'vitest';
import sharp from 'sharp';
import { madePixels } from '../testing/made-images';
import { resizeImage } from './resize';
import { toGrey, toRgb } from './to-grey';

const grey = (data: number[], width: number, height: number) => ({
  data: Uint8Array.from(data),
  width,
  height,
  channels: 1 as const,
});

it('leaves an image of the right size as it is', () => {
  const data = madePixels(7, 5, 3);
  expect(resizeImage({ data, width: 7, height: 5, channels: 3 }, [5, 7], { fit: 'cover' })).toEqual(data);
  expect(resizeImage({ data, width: 7, height: 5, channels: 3 }, [5, 7], { fit: 'stretch' })).toEqual(data);
});

it('gives what is known by hand: a ramp halved and doubled', () => {
  // Halved: a triangle of half-width 2 around the middle of two pixels, 1/8 3/8 3/8 1/8, cut and normalised at the edge.
  expect([...resizeImage(grey([0, 80, 160, 240], 4, 1), [1, 2], { fit: 'stretch' })]).toEqual([
    Math.round((0 * 0.75 + 80 * 0.75 + 160 * 0.25) / 1.75),
    Math.round((80 * 0.25 + 160 * 0.75 + 240 * 0.75) / 1.75),
  ]);
  expect([...resizeImage(grey([0, 100], 2, 1), [1, 4], { fit: 'stretch' })]).toEqual([0, 25, 75, 100]);
});

it('does not alias: the finest stripes become their mean', () => {
  const stripes = Array.from({ length: 96 * 96 }, (_, i) => (i % 2 ? 255 : 0));
  const out = resizeImage(grey(stripes, 96, 96), [12, 12], { fit: 'cover' });
  expect(Math.min(...out)).toBeGreaterThan(115);
  expect(Math.max(...out)).toBeLessThan(140);
});

it('takes the middle of an oblong image, or all of it', () => {
  const oblong = grey([...[0, 0, 9, 9, 0, 0], ...[0, 0, 9, 9, 0, 0]], 6, 2);
  expect([...resizeImage(oblong, [2, 2], { fit: 'cover' })]).toEqual([9, 9, 9, 9]);
  for (const value of resizeImage(oblong, [2, 2], { fit: 'stretch' })) expect(value).toBe(3);
  const upright = grey([0, 0, 7, 7, 7, 7, 0, 0], 2, 4);
  expect([...resizeImage(upright, [2, 2], { fit: 'cover' })]).toEqual([7, 7, 7, 7]);
});

it("agrees with libvips' triangle filter within 3 of 255", async () => {
  for (const [width, height, h, w] of [
    [100, 80, 48, 48],
    [30, 40, 48, 48],
    [333, 77, 20, 31],
  ]) {
    const data = madePixels(width, height, 1).map((v) => Math.abs((v % 256) - 128));
    const ours = resizeImage({ data, width, height, channels: 1 }, [h, w], { fit: 'stretch' });
    const theirs = await sharp(data, { raw: { width, height, channels: 1 } })
      .resize(w, h, { fit: 'fill', kernel: 'linear', fastShrinkOnLoad: false })
      .toColourspace('b-w')
      .raw()
      .toBuffer();
    expect(Math.max(...ours.map((v, i) => Math.abs(v - theirs[i])))).toBeLessThanOrEqual(3);
  }
});

it("makes grey by Pillow's rounding of 0.299 R + 0.587 G + 0.114 B", () => {
  const pixels = [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 17, 17, 17, 10, 20, 30];
  const image = { data: Uint8Array.from(pixels), width: 6, height: 1, channels: 3 as const };
  expect([...toGrey(image).data]).toEqual([76, 150, 29, 255, 17, 18]);
  expect([...toRgb(grey([5, 6], 2, 1)).data]).toEqual([5, 5, 5, 6, 6, 6]);
  const rgba = { data: Uint8Array.of(1, 2, 3, 255, 4, 5, 6, 255), width: 2, height: 1, channels: 4 as const };
  expect([...toRgb(rgba).data]).toEqual([1, 2, 3, 4, 5, 6]);
});
