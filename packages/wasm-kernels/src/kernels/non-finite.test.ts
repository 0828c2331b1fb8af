import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { noise, useBackend } from '../testing/backends';
import { brokenZones, installRedZones } from '../testing/red-zones';

/**
 * How far a NaN or infinity in one pixel gets. Every output whose window holds the pixel shows it, by any kernel. Other outputs stay as they
 * are, with one exception: the 3x3 kernels at stride 1 may work on tiles of 4 x 4 outputs (Winograd) and mix what a tile sees, so there the
 * outputs of the same tile may become NaN too, at most 4 pixels away instead of 1. Other images of the batch never do.
 */
const TILE_REACH = 4;

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
  installRedZones();
});

const SIZE = 12;
const [ROW, COLUMN] = [5, 6];
const bad = [NaN, Infinity, -Infinity];

/** Two images, the second with one bad value. */
function poisoned(shape: [number, number, number, number], value: number, channel = 0): tf.Tensor4D {
  const [, height, width, channels] = shape;
  const values = Float32Array.from(noise(shape, 1).dataSync());
  values[((height + ROW) * width + COLUMN) * channels + channel] = value;
  return tf.tensor4d(values, shape);
}

/** Checks of `[2, SIZE, SIZE, C]` which outputs are not finite: all up to `seen` pixels away, none beyond `reach`, none in the first image. */
function expectReach(y: tf.Tensor, seen: number, reach: number): void {
  const channels = y.shape[3] as number;
  const values = y.dataSync();
  expect(values.slice(0, values.length / 2).every(Number.isFinite)).toBe(true);
  for (let i = values.length / 2; i < values.length; i++) {
    const pixel = Math.floor(i / channels) % (SIZE * SIZE);
    const distance = Math.max(Math.abs(Math.floor(pixel / SIZE) - ROW), Math.abs((pixel % SIZE) - COLUMN));
    if (distance <= seen) expect(values[i], `output ${i}`).not.toSatisfy(Number.isFinite);
    if (distance > reach) expect(values[i], `output ${i}`).toSatisfy(Number.isFinite);
  }
}

const channels = [
  [1, 8],
  [3, 5],
  [16, 16],
  [33, 7],
];
const cases = bad.flatMap((value) => channels.map(([c, k]) => [value, c, k] as const));

describe('a pixel that is not finite', () => {
  test.each(cases)(
    '%d in 1 of %i channels reaches its 3x3 tile of %i filters and no further',
    (value, c, k) => {
      tf.tidy(() => {
        const y = tf.conv2d(
          poisoned([2, SIZE, SIZE, c], value),
          noise([3, 3, c, k], 2) as tf.Tensor4D,
          1,
          'same',
        );
        expectReach(y, 1, TILE_REACH);
      });
    },
  );

  test.each(cases)(
    '%d in 1 of %i channels reaches its 5x5 window of %i filters and no further',
    (value, c, k) => {
      tf.tidy(() => {
        const y = tf.conv2d(
          poisoned([2, SIZE, SIZE, c], value),
          noise([5, 5, c, k], 2) as tf.Tensor4D,
          1,
          'same',
        );
        expectReach(y, 2, 2);
      });
    },
  );

  test.each(cases)(
    '%d in dy reaches the input gradient of its tile: %i channels, %i filters',
    (value, c, k) => {
      tf.tidy(() => {
        const x = noise([2, SIZE, SIZE, c], 3);
        const w = noise([3, 3, c, k], 2) as tf.Tensor4D;
        const convolve = (t: tf.Tensor) => tf.conv2d(t as tf.Tensor4D, w, 1, 'same');
        expectReach(tf.grad(convolve)(x, poisoned([2, SIZE, SIZE, k], value)), 1, TILE_REACH);
      });
    },
  );

  test.each(cases)(
    '%d spoils the filter gradient of its channel alone: %i channels, %i filters',
    (value, c, k) => {
      tf.tidy(() => {
        const channel = c - 1;
        const x = poisoned([2, SIZE, SIZE, c], value, channel);
        const convolve = (w: tf.Tensor) => tf.conv2d(x, w as tf.Tensor4D, 1, 'same');
        const dy = noise([2, SIZE, SIZE, k], 3);
        const [gradient] = [tf.grad(convolve)(noise([3, 3, c, k], 2), dy)];
        gradient.dataSync().forEach((v, i) => {
          const own = Math.floor(i / k) % c === channel;
          expect(Number.isFinite(v), `element ${i}`).toBe(!own);
        });
      });
    },
  );

  test.each(bad)('%d passes a depthwise convolution in its own channel and window', (value) => {
    tf.tidy(() => {
      const w = noise([3, 3, 6, 1], 2) as tf.Tensor4D;
      const y = tf.depthwiseConv2d(poisoned([2, SIZE, SIZE, 6], value), w, 1, 'same');
      expectReach(tf.slice(y, [0, 0, 0, 0], [2, SIZE, SIZE, 1]), 1, 1);
      expect(tf.slice(y, [0, 0, 0, 1]).dataSync().every(Number.isFinite)).toBe(true);
    });
  });

  test('a NaN in a matrix spoils its row of the product alone', () => {
    tf.tidy(() => {
      const a = noise([6, 9], 1).arraySync() as number[][];
      a[2][4] = NaN;
      const y = tf.matMul(a, noise([9, 5], 2)).arraySync() as number[][];
      y.forEach((row, i) => expect(row.every(Number.isFinite)).toBe(i !== 2));
      const transposed = tf.matMul(a, noise([6, 5], 3), true).arraySync() as number[][];
      transposed.forEach((row, i) => expect(row.every(Number.isFinite)).toBe(i !== 4));
    });
  });

  test('nothing was written outside of a tensor on the way', () => expect(brokenZones()).toEqual([]));
});

describe('an empty batch', () => {
  const empty = (...shape: number[]) => tf.zeros([0, ...shape]);
  const w = () => noise([3, 3, 4, 8], 1) as tf.Tensor4D;

  test('sums to 0 over the batch, and has no mean', () => {
    tf.tidy(() => {
      expect([...tf.sum(empty(3), 0).dataSync()]).toEqual([0, 0, 0]);
      expect([...tf.mean(empty(3), 0).dataSync()]).toEqual([NaN, NaN, NaN]);
    });
  });

  test('gives empty results, and zero for the gradient of a filter', () => {
    tf.tidy(() => {
      const x = empty(6, 6, 4) as tf.Tensor4D;
      const y = tf.conv2d(x, w(), 1, 'same');
      expect(y.shape).toEqual([0, 6, 6, 8]);
      expect(y.dataSync()).toHaveLength(0);
      expect(tf.maxPool(x, 2, 2, 'valid').shape).toEqual([0, 3, 3, 4]);
      const convolve = (t: tf.Tensor, f: tf.Tensor) =>
        tf.conv2d(t as tf.Tensor4D, f as tf.Tensor4D, 1, 'same');
      const [dx, dw] = tf.grads(convolve)([x, w()], empty(6, 6, 8));
      expect(dx.shape).toEqual([0, 6, 6, 4]);
      expect(dw.dataSync().every((v) => v === 0)).toBe(true);
    });
    expect(brokenZones()).toEqual([]);
  });
});
