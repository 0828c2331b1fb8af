import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
// Registers the gradients of the ops.
import '@tensorflow/tfjs-layers';
import { relativeError } from '@fer/fixtures';
import { expect } from 'vitest';

/** Makes `name` the backend; throws if it does not start. */
export async function useBackend(name: 'cpu' | 'wasm'): Promise<void> {
  tf.env().set('IS_TEST', true);
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend did not start`);
  await tf.ready();
}

/** Runs `compute` on a backend and reads the tensors that it returns; nothing stays behind. */
export async function valuesOn(backend: 'cpu' | 'wasm', compute: () => tf.Tensor[]): Promise<Float32Array[]> {
  await useBackend(backend);
  return tf.tidy(compute).map((tensor) => {
    const values = Float32Array.from(tensor.dataSync());
    tensor.dispose();
    return values;
  });
}

/**
 * Asserts that wasm computes what cpu does (within `tolerance` of the largest value) and keeps exactly the tensors and buffers that it
 * returns.
 */
export async function expectLikeCpu(compute: () => tf.Tensor[], tolerance = 1e-5): Promise<void> {
  const expected = await valuesOn('cpu', compute);
  await useBackend('wasm');
  const before = tf.memory();
  const dataBefore = tf.backend().numDataIds();
  const results = tf.tidy(compute);
  expect(tf.memory().numTensors - before.numTensors).toBe(results.length);
  const actual = results.map((tensor) => Float32Array.from(tensor.dataSync()));
  tf.dispose(results);
  expect(tf.memory()).toMatchObject({
    numTensors: before.numTensors,
    numDataBuffers: before.numDataBuffers,
    numBytes: before.numBytes,
  });
  expect(tf.backend().numDataIds()).toBe(dataBefore);
  expect(actual).toHaveLength(expected.length);
  actual.forEach((values, i) => expect(relativeError(values, expected[i])).toBeLessThan(tolerance));
}

/** Normal noise of a shape, the same on every backend. */
export const noise = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 1, 'float32', seed);
