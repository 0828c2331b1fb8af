import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from '../register';
import { noise, useBackend } from '../testing/backends';
import { brokenZones, installRedZones } from '../testing/red-zones';

/** The sizes of real layers take the cpu backend minutes; here the stock wasm convolution is the reference, kept before it is replaced. */
const stock = tf.getKernel(tf.Conv2D, 'wasm').kernelFunc;

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
  installRedZones();
});

type Shape4 = [number, number, number, number];
const layers: [name: string, input: Shape4, filter: Shape4, stride: number][] = [
  ['first of leaky4', [9, 48, 48, 1], [5, 5, 1, 32], 1],
  ['second of leaky4', [9, 24, 24, 32], [3, 3, 32, 64], 1],
  ['last of leaky4', [33, 6, 6, 128], [3, 3, 128, 128], 1],
  ['second of wide4', [3, 24, 24, 50], [3, 3, 50, 200], 1],
  ['last of wide4', [5, 6, 6, 400], [3, 3, 400, 400], 1],
  ['strided', [5, 31, 29, 24], [3, 3, 24, 40], 2],
  ['pointwise', [17, 12, 12, 64], [1, 1, 64, 128], 1],
  ['fifth of deep8', [2, 28, 28, 64], [5, 5, 64, 128], 1],
  ['wide window', [2, 40, 37, 12], [7, 7, 12, 20], 1],
];

/** Sum of the products, in float64. */
function dot(a: tf.Tensor, b: tf.Tensor): number {
  const [x, y] = [a.dataSync(), b.dataSync()];
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] * y[i];
  return sum;
}

describe('a convolution of the size of a real layer', () => {
  test.each(layers)(
    '%s: as the stock kernel forward, and its gradients are its adjoints',
    (_, input, filter, stride) => {
      tf.tidy(() => {
        const x = noise(input, 1) as tf.Tensor4D;
        const w = noise(filter, 2) as tf.Tensor4D;
        const convolve = (a: tf.Tensor, b: tf.Tensor) =>
          tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, stride, 'same');
        const y = convolve(x, w);
        const attrs = { strides: [stride, stride], pad: 'same', dataFormat: 'NHWC', dilations: [1, 1] };
        const info = stock({ inputs: { x, filter: w }, attrs: attrs, backend: tf.backend() });
        const expected = tf.engine().makeTensorFromTensorInfo(info as tf.TensorInfo);
        const largest = tf.max(tf.abs(expected)).dataSync()[0];
        expect(tf.max(tf.abs(tf.sub(y, expected))).dataSync()[0] / largest).toBeLessThan(1e-5);

        // Linear in x and in w: <y, dy> = <x, dx> = <w, dw>, for dy alike and for dy that is zero but in one image.
        const images = tf.range(0, y.shape[0]);
        const lastImage = tf.reshape(tf.cast(tf.equal(images, y.shape[0] - 1), 'float32'), [-1, 1, 1, 1]);
        for (const dy of [noise(y.shape, 3), tf.mul(noise(y.shape, 4), lastImage)]) {
          const [dx, dw] = tf.grads(convolve)([x, w], dy);
          const size = Math.sqrt(dot(y, y) * dot(dy, dy));
          expect(Math.abs(dot(x, dx) - dot(y, dy)) / size).toBeLessThan(1e-6);
          expect(Math.abs(dot(w, dw) - dot(y, dy)) / size).toBeLessThan(1e-6);
        }
      });
      expect(brokenZones()).toEqual([]);
    },
  );
});
