import { expect, test } from 'vitest';
import { cropFace, placeOfCrop } from './crop-face';

/** A grey picture whose pixels are `value(x, y)`. */
const picture = (width: number, height: number, value: (x: number, y: number) => number) => ({
  data: Uint8Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width))),
  shape: [height, width, 1] as const,
});
const wave = (x: number, y: number) => (x * 7 + y * 13) % 256;

test('a crop of a box as large as itself is those pixels, a little above the middle of the box', () => {
  const crop = cropFace(picture(300, 200, wave), { x: 120, y: 57, width: 100, height: 80 }, { size: 100 });
  expect(crop.shape).toEqual([1, 100, 100, 1]);
  // 100 pixels around the height 57 + 40 - 7 = 90
  const expected = Float32Array.from(
    { length: 1e4 },
    (_, i) => wave(120 + (i % 100), 40 + Math.floor(i / 100)) / 255,
  );
  expect(crop.data).toEqual(expected);
});

test('the place of a crop is the part of the picture that it shows', () => {
  const box = { x: 120, y: 57, width: 100, height: 80 };
  expect(placeOfCrop(box, { size: [10, 20] })).toEqual({ x: 70, y: 40, width: 200, height: 100 });
  const { data } = cropFace(picture(300, 200, wave), box, { size: [100, 200] });
  expect(data[0] * 255).toBeCloseTo(wave(70, 40), 4);
  expect(data.at(-1)! * 255).toBeCloseTo(wave(70 + 199, 40 + 99), 4);
});

test('a margin is added at each side', () => {
  const box = { x: 100, y: 57, width: 100, height: 100 };
  const crop = cropFace(
    picture(400, 400, (x) => Math.floor(x / 2)),
    box,
    { margin: 0.5, size: 200 },
  );
  expect(crop.data[0] * 255).toBeCloseTo(25, 4);
  expect(crop.data[199] * 255).toBeCloseTo(124, 4);
});

test('what is made smaller is averaged: fine stripes become grey', () => {
  const stripes = picture(480, 480, (x) => (x % 2) * 255);
  const { data } = cropFace(stripes, { x: 0, y: 0, width: 480, height: 480 }, { size: 48 });
  expect(Math.min(...data)).toBeGreaterThan(0.45);
  expect(Math.max(...data)).toBeLessThan(0.55);
});

test('beyond the edges of the picture its edges are repeated', () => {
  const { data } = cropFace(
    picture(20, 20, (x) => (x === 0 ? 200 : 10)),
    { x: -20, y: 0, width: 30, height: 20 },
    { size: 30 },
  );
  const row = [...data.subarray(0, 30)].map((value) => Math.round(value * 255));
  expect(row).toEqual([...Array.from({ length: 21 }, () => 200), ...Array.from({ length: 9 }, () => 10)]);
});

test('colours become grey or stay, transparency is left out, and floats give what bytes give', () => {
  const data = new Uint8ClampedArray(64 * 64 * 4).map((_, i) => [250, 100, 50, 7][i % 4]);
  const shape = [64, 64, 4] as const;
  const box = { x: 10, y: 10, width: 40, height: 40 };
  const grey = cropFace({ data, shape }, box);
  expect(grey.data[0] * 255).toBeCloseTo(Math.round(0.299 * 250 + 0.587 * 100 + 0.114 * 50), 4);
  const rgb = cropFace({ data, shape }, box, { channels: 3, size: [24, 32] });
  expect(rgb.shape).toEqual([1, 24, 32, 3]);
  expect([...rgb.data.subarray(0, 3)].map((value) => Math.round(value * 255))).toEqual([250, 100, 50]);
  expect(cropFace({ data: Float32Array.from(data, (value) => value / 255), shape }, box)).toEqual(grey);
});

test('what cannot be cropped is told', () => {
  const some = picture(40, 30, wave);
  const box = { x: 5, y: 5, width: 20, height: 20 };
  expect(() => cropFace(some, { ...box, width: 0 })).toThrow('invalid box: 0 x 20 at 5, 5');
  expect(() => cropFace(some, { ...box, x: NaN })).toThrow('invalid box');
  expect(() => cropFace(some, { ...box, x: 40 })).toThrow('meets the picture of 40 x 30');
  expect(() => cropFace(some, { ...box, height: 1e9 })).toThrow('invalid box');
  expect(() => cropFace(some, box, { size: 0 })).toThrow('invalid size: 0');
  expect(() => cropFace(some, box, { margin: -0.5 })).toThrow('invalid margin: -0.5');
  expect(() => cropFace({ ...some, shape: [30, 40, 2] }, box)).toThrow('invalid picture shape: [30, 40, 2]');
  expect(() => cropFace({ ...some, shape: [30, 41, 1] }, box)).toThrow(
    'a picture of 1200 values (expected 1230',
  );
  const floats = new Float32Array(1200).fill(NaN, 7);
  expect(() => cropFace({ data: floats, shape: [30, 40, 1] }, box)).toThrow('value 7 is NaN');
});
