import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { noise, useBackend, valuesOn } from './testing/backends';

const kernelsOf = (backend: string) =>
  new Map(tf.getKernelsForBackend(backend).map((config) => [config.kernelName, config.kernelFunc]));

/** The kernels work whichever comes first, so this file registers after the backend has started; the others before. */
test('registering after the backend has started makes its convolutions differentiable', async () => {
  const gradient = () => [
    tf.grad((w: tf.Tensor) => tf.conv2d(tf.ones<tf.Rank.R4>([1, 3, 3, 1]), w as tf.Tensor4D, 1, 'valid'))(
      tf.ones([2, 2, 1, 1]),
    ),
  ];
  await expect(valuesOn('wasm', gradient)).rejects.toThrow('Conv2DBackpropFilter');
  registerWasmTrainingKernels();
  expect(await valuesOn('wasm', gradient)).toEqual([Float32Array.of(4, 4, 4, 4)]);
});

test('registering twice changes nothing', () => {
  registerWasmTrainingKernels();
  const once = kernelsOf('wasm');
  registerWasmTrainingKernels();
  expect(kernelsOf('wasm')).toEqual(once);
});

test('other backends keep their kernels', () => {
  const before = kernelsOf('cpu');
  registerWasmTrainingKernels();
  expect(before.size).toBeGreaterThan(50);
  expect(kernelsOf('cpu')).toEqual(before);
});

test('a tensor made on another backend is brought over', async () => {
  registerWasmTrainingKernels();
  await useBackend('cpu');
  const x = noise([5, 4], 1);
  await useBackend('wasm');
  const sum = tf.sum(x, 0);
  const copy = tf.clone(x);
  expect(sum.dataSync()[0]).toBeCloseTo(
    [...copy.dataSync()].reduce((a, v, i) => (i % 4 ? a : a + v), 0),
    5,
  );
  tf.dispose([x, sum, copy]);
});

function net() {
  const weights = (seed: number) => tfl.initializers.glorotUniform({ seed });
  return tfl.sequential({
    layers: [
      tfl.layers.conv2d({
        inputShape: [12, 12, 1],
        filters: 4,
        kernelSize: 5,
        padding: 'same',
        kernelInitializer: weights(1),
      }),
      tfl.layers.leakyReLU({ alpha: 0.05 }),
      tfl.layers.maxPooling2d({ poolSize: 2 }),
      tfl.layers.conv2d({
        filters: 8,
        kernelSize: 3,
        strides: 1,
        padding: 'same',
        kernelInitializer: weights(2),
      }),
      tfl.layers.leakyReLU({ alpha: 0.05 }),
      tfl.layers.batchNormalization(),
      tfl.layers.averagePooling2d({ poolSize: 3, strides: 1 }),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 12, activation: 'relu', kernelInitializer: weights(3) }),
      tfl.layers.batchNormalization(),
      tfl.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: weights(4) }),
    ],
  });
}

/** The losses of ten Adam steps; checks that a step leaves no tensor behind. */
async function train(backend: 'cpu' | 'wasm'): Promise<number[]> {
  await useBackend(backend);
  const model = net();
  const optimizer = tf.train.adam(0.01);
  model.compile({ optimizer, loss: 'categoricalCrossentropy' });
  const images = noise([8, 12, 12, 1], 5);
  const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], 'int32'), 3);
  const losses: number[] = [];
  let settled: tf.MemoryInfo | undefined;
  for (let step = 0; step < 10; step++) {
    losses.push((await model.trainOnBatch(images, labels)) as number);
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    if (step > 0) expect({ numTensors, numDataBuffers, numBytes }).toEqual(settled);
    settled = { numTensors, numDataBuffers, numBytes } as tf.MemoryInfo;
  }
  model.dispose();
  optimizer.dispose();
  tf.dispose([images, labels]);
  return losses;
}

test('a net with convolutions, pools and batch normalisation takes the same steps on wasm as on cpu, without leaks', async () => {
  registerWasmTrainingKernels();
  const wasm = await train('wasm');
  const cpu = await train('cpu');
  expect(wasm.at(-1)).toBeLessThan(wasm[0] / 2);
  wasm.forEach((loss, step) => expect(Math.abs(loss - cpu[step]) / cpu[step]).toBeLessThan(1e-3));
});
