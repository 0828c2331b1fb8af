import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import '@tensorflow/tfjs-layers';
import { maxPool, unpool, type MaxPoolOptions } from './max-pool';

onEveryBackend(() => {
  it('hands the gradient of a tie to the first of the equals', () => {
    const options: MaxPoolOptions = { poolSize: [2, 2], strides: [2, 2], padding: 'valid' };
    const x = tf.zeros([1, 4, 2, 1]);
    const dx = tf.grad((input) => maxPool(input, options))(x);
    expect([...dx.dataSync()]).toEqual([1, 0, 0, 0, 1, 0, 0, 0]);
  });

  it('finds the largest element of a window that is negative throughout', () => {
    const x = tf.tensor([-4, -3, -2, -1], [1, 2, 2, 1]);
    const options: MaxPoolOptions = { poolSize: [2, 2], strides: [2, 2], padding: 'valid' };
    expect([
      ...tf
        .grad((input) => maxPool(input, options))(x)
        .dataSync(),
    ]).toEqual([0, 0, 0, 1]);
  });

  it.each([
    { poolSize: [2, 2], strides: [2, 2], padding: 'same' },
    { poolSize: [2, 3], strides: [2, 3], padding: 'valid' },
    { poolSize: [3, 3], strides: [2, 2], padding: 'same' },
  ] as MaxPoolOptions[])(
    'takes the first of many equals, row by row, wherever windows lie (%j)',
    (options) => {
      const [n, h, w, c] = [2, 5, 7, 3];
      const data = Float32Array.from({ length: n * h * w * c }, (_, i) => (((i * 7) % 5) % 3) - 2);
      const x = tf.tensor4d(data, [n, h, w, c]);
      const y = tf.maxPool(x, options.poolSize, options.strides, options.padding);
      const dy = tf.tensor(
        Float32Array.from({ length: y.size }, (_, i) => i + 1),
        y.shape,
      );
      const dx = unpool(x, y, dy, options);
      const { padInfo } = tf.backend_util.computePool2DInfo(
        [n, h, w, c],
        options.poolSize,
        options.strides,
        1,
        options.padding,
      );
      const expected = new Float32Array(data.length);
      const [, rows, columns] = y.shape;
      const values = y.dataSync();
      for (let i = 0; i < y.size; i++) {
        const [channel, column, row] = [
          i % c,
          Math.floor(i / c) % columns,
          Math.floor(i / c / columns) % rows,
        ];
        const image = Math.floor(i / c / columns / rows);
        const places = [];
        for (let a = 0; a < options.poolSize[0]; a++) {
          for (let b = 0; b < options.poolSize[1]; b++) {
            const top = row * options.strides[0] - padInfo.top + a;
            const left = column * options.strides[1] - padInfo.left + b;
            if (top < 0 || top >= h || left < 0 || left >= w) continue;
            places.push(((image * h + top) * w + left) * c + channel);
          }
        }
        expected[places.find((place) => data[place] === values[i])!] += i + 1;
      }
      expect([...dx.dataSync()]).toEqual([...expected]);
    },
  );

  it.each([
    { poolSize: [3, 3], strides: [1, 1], padding: 'valid' },
    { poolSize: [3, 2], strides: [2, 1], padding: 'same' },
    { poolSize: [2, 2], strides: [3, 3], padding: 'valid' },
  ] as MaxPoolOptions[])(
    'sums what the windows send to an element, also where they overlap (%j)',
    (options) => {
      const { poolSize, strides, padding } = options;
      // Multiples of 37 modulo 257 are all different.
      const data = Float32Array.from({ length: 2 * 7 * 6 * 3 }, (_, i) => ((i * 37) % 257) - 100);
      const x = tf.tensor4d(data, [2, 7, 6, 3]);
      const y = tf.maxPool(x, poolSize, strides, padding).dataSync();
      const dx = tf
        .grad((input) => tf.mul(maxPool(input, options), tf.range(1, 4)))(x)
        .dataSync();
      // Every value is there once, so the window that gave an output is the element of that value.
      const expected = new Float32Array(data.length);
      y.forEach((value, i) => (expected[data.indexOf(value)] += 1 + (i % 3)));
      expect([...dx]).toEqual([...expected]);
    },
  );
});
