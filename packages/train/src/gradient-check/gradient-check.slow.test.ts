import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeEach, expect, it } from 'vitest';
import { gradientCheck } from './gradient-check';

const { layers } = tfl;

beforeEach(async () => {
  await tf.setBackend('cpu');
});

it.each<[string, tfl.layers.Layer, number[] | number[][], string[]]>([
  ['a convolution', layers.conv2d({ filters: 3, kernelSize: 3 }), [5, 6, 2], ['input', 'kernel', 'bias']],
  [
    'one with padding and a stride',
    layers.conv2d({ filters: 2, kernelSize: [3, 2], padding: 'same', strides: 2, useBias: false }),
    [7, 6, 2],
    ['input', 'kernel'],
  ],
  [
    'one with an activation',
    layers.conv2d({ filters: 2, kernelSize: 2, activation: 'relu' }),
    [6, 6, 1],
    ['input', 'kernel', 'bias'],
  ],
  [
    'a depthwise one',
    layers.depthwiseConv2d({ kernelSize: 3 }),
    [5, 5, 2],
    ['input', 'depthwise_kernel', 'bias'],
  ],
  ['batch normalisation', layers.batchNormalization({}), [4, 4, 3], ['input', 'gamma', 'beta']],
  ['a dense layer', layers.dense({ units: 4, activation: 'softmax' }), [5], ['input', 'kernel', 'bias']],
  ['max-pooling', layers.maxPooling2d({ poolSize: 3, strides: 2 }), [7, 7, 2], ['input']],
  ['average pooling', layers.averagePooling2d({ poolSize: 2 }), [5, 5, 2], ['input']],
  ['an activation with a kink', layers.leakyReLU({ alpha: 0.05 }), [20], ['input']],
  ['a layer of two inputs', layers.multiply(), [[3, 2], [3, 2]], ['input 0', 'input 1']], // prettier-ignore
])('finds the gradients of %s right', async (_, layer, inputShape, whats) => {
  const check = await gradientCheck(layer, { inputShape, entries: 16 });
  expect(check).toMatchObject({ ok: true, backend: 'cpu', of: layer.name });
  expect(check.rows.map(({ what }) => what)).toEqual(whats);
  for (const row of check.rows) {
    expect(row.largestDifference).toBeLessThan(5e-4);
    expect(row.checked).toBeGreaterThanOrEqual(Math.min(row.size, 16) * 0.8);
    expect(row.checked + row.skipped).toBe(Math.min(row.size, 16));
  }
});

it('names the kernel that a backend lacks', async () => {
  await tf.setBackend('wasm');
  const layer = layers.conv2d({ filters: 2, kernelSize: 3, name: 'conv' });
  await expect(gradientCheck(layer, { inputShape: [5, 5, 1] })).rejects.toThrow(
    "'conv' needs kernel Conv2DBackpropFilter, which backend 'wasm' lacks (expected backend 'cpu', or on wasm the training kernels of @fer/wasm-kernels)",
  );
  expect(await gradientCheck(layers.dense({ units: 2 }), { inputShape: [3] })).toMatchObject({
    ok: true,
    backend: 'wasm',
  });
});
