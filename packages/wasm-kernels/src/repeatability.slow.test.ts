import { createModel } from '@fer/models';
import { fit, type FitOptions, type LabelledData } from '@fer/train';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { useBackend } from './testing/backends';
import { wasmHeap } from './testing/red-zones';

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
  // In its test mode the engine takes what the loss keeps for its gradient for a leak.
  tf.env().set('IS_TEST', false);
});

const IMAGES = 36;
const train: LabelledData = {
  images: Uint8Array.from({ length: IMAGES * 256 }, (_, i) => (Math.imul(i, 2654435761) >>> 13) % 256),
  labels: Uint8Array.from({ length: IMAGES }, (_, i) => i % 3),
  shape: [IMAGES, 16, 16, 1],
};

const net = (name: string, seed = 1) =>
  createModel(name, { seed, inputShape: [16, 16, 1], classes: 3, dropout: 0.4 });

async function weightsAfter(name: string, seed: number, options: Partial<FitOptions> = {}) {
  const model = net(name);
  await fit(model, { train, epochs: 1, batchSize: 12, seed, ...options });
  const weights = model.getWeights().map((weight) => Float32Array.from(weight.dataSync()));
  model.dispose();
  return weights;
}

test.each(['tiny', 'leaky4'])(
  'training %s twice from one seed, dropout and all, gives the same weights to the bit',
  async (name) => {
    const first = await weightsAfter(name, 5);
    // Whatever lies in the freed memory of the first run must not matter to the second.
    tf.fill([1 << 18], NaN).dispose();
    expect(await weightsAfter(name, 5)).toEqual(first);
  },
);

test('another seed gives other weights, and two replicas repeat themselves as one does', async () => {
  const first = await weightsAfter('tiny', 5, { replicas: 2 });
  expect(await weightsAfter('tiny', 5, { replicas: 2 })).toEqual(first);
  expect(await weightsAfter('tiny', 6, { replicas: 2 })).not.toEqual(first);
});

test('fifty more updates leave neither tensors nor memory behind', async () => {
  const heap = wasmHeap();
  const model = net('tiny');
  const optimizer = tf.train.adam(1e-3);
  // 3 updates an epoch, the last of 4 images.
  const run = (epochs: number) => fit(model, { train, epochs, batchSize: 16, seed: 1, optimizer });
  const state = () => {
    const { numTensors, numDataBuffers, numBytes } = tf.memory();
    return { numTensors, numDataBuffers, numBytes, ids: tf.backend().numDataIds(), heap: heap.HEAPU8.length };
  };
  await run(2);
  const settled = state();
  const { _malloc: malloc, _free: free } = heap;
  let blocks = 0;
  heap._malloc = (bytes) => (blocks++, malloc(bytes));
  heap._free = (start) => (blocks--, free(start));
  await run(17);
  Object.assign(heap, { _malloc: malloc, _free: free });
  expect(state()).toEqual(settled);
  expect(blocks).toBe(0);
  optimizer.dispose();
  model.dispose();
});
