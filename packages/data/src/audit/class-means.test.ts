import { expect, it } from 'vitest';
import { classMeans, type LabelledImages } from '../index';

const ds: LabelledImages = {
  images: Uint8Array.of(0, 255, 51, 51, 153, 255, 7, 7),
  shape: [4, 1, 2, 1],
  labels: Uint8Array.of(1, 1, 0, 9),
  classes: ['a', 'b', 'c'],
};

it('gives the mean image of each class, 0 for one without images, and passes over impossible labels', () => {
  const { data, shape, counts } = classMeans(ds);
  expect(Array.from(data, (value) => Number(value.toFixed(6)))).toEqual([0.6, 1, 0.1, 0.6, 0, 0]);
  expect([shape, counts]).toEqual([
    [3, 1, 2, 1],
    [1, 2, 0],
  ]);
});

it('needs labels', () => {
  expect(() => classMeans({ ...ds, labels: undefined })).toThrow(/missing labels/);
});
