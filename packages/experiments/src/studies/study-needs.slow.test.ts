import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { beforeAll, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { studies } from './studies';
import { studyNeeds, trainingBytes } from './study-needs';

beforeAll(async () => {
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
});

test('a study needs as many updates as it trains, and the time that a few of them took', async () => {
  const before = tf.memory().numTensors;
  const measured: string[] = [];
  const [needs] = await studyNeeds([studies.leaky4], {
    now: () => performance.now(),
    onMeasure: (model) => measured.push(model),
  });
  expect(tf.memory().numTensors).toBe(before);
  expect(measured).toEqual(['leaky4', 'simple3']);
  const [main] = needs.runs;
  expect(main).toMatchObject({
    name: 'main',
    parameters: 539_783,
    images: 25_000,
    epochs: 30,
    updates: 30 * 196,
  });
  expect(main.seconds).toBeGreaterThan(1);
  expect(main.bytes).toBeGreaterThan(4 * 4 * 539_783);
});

test('training takes weights, gradients, the optimiser’s copies and two times the outputs of a replica', () => {
  const training = parseSpec({
    training: { batchSize: 128, replicas: 2, optimizer: { name: 'adam' } },
  }).training;
  expect(trainingBytes({ parameters: 1000, activations: 10, training })).toBe(4 * 1000 * 4 + 8 * 10 * 64);
  const sgd = parseSpec({ training: { batchSize: 128, replicas: 1, optimizer: { name: 'sgd' } } }).training;
  expect(trainingBytes({ parameters: 1000, activations: 10, training: sgd })).toBe(
    4 * 1000 * 2 + 8 * 10 * 128,
  );
});
