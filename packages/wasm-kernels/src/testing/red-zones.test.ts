import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { useBackend } from './backends';
import { brokenZones, installRedZones, wasmHeap } from './red-zones';

beforeAll(async () => {
  await useBackend('wasm');
  installRedZones();
});

const placeOf = (tensor: tf.Tensor) => {
  const { dataIdMap } = tf.backend() as unknown as {
    dataIdMap: { get(id: object): { memoryOffset: number } };
  };
  return dataIdMap.get(tensor.dataId).memoryOffset;
};

test('a word written before or after a tensor is found, also when the tensor is freed before anybody looks', () => {
  const tensor = tf.tensor1d([1, 2, 3]);
  expect(brokenZones()).toEqual([]);
  const words = () => new Int32Array(wasmHeap().HEAPU8.buffer, placeOf(tensor) - 4);
  words()[0] = 1;
  expect(brokenZones()).toEqual(['1 words written before a block of 12 bytes']);
  words()[4] = 1;
  words()[5] = 1;
  tensor.dispose();
  expect(brokenZones()).toEqual(['2 words written after a block of 12 bytes']);
});

test('what is read before it is written is NaN, and so is what is read beyond the end', () => {
  const tensor = tf.tensor1d([1, 2, 3]);
  const { makeOutput } = tf.backend() as unknown as {
    makeOutput: (shape: number[], dtype: 'float32') => tf.TensorInfo;
  };
  const fresh = tf.engine().makeTensorFromTensorInfo(makeOutput.call(tf.backend(), [2], 'float32'));
  expect([...fresh.dataSync()]).toEqual([NaN, NaN]);
  expect(new Float32Array(wasmHeap().HEAPU8.buffer, placeOf(tensor), 5).at(4)).toBeNaN();
  tf.dispose([tensor, fresh]);
});
