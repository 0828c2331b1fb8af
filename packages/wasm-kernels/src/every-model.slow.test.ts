import { createModel, modelInfo, modelNames } from '@fer/models';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { registerWasmTrainingKernels } from './register';
import { noise, useBackend } from './testing/backends';

beforeAll(async () => {
  registerWasmTrainingKernels();
  await useBackend('wasm');
  // In its test mode the engine takes what the loss keeps for its gradient for a leak.
  tf.env().set('IS_TEST', false);
});

const CLASSES = 7;
// Of two images a normalised value is always 1 or -1 and has no gradient.
const IMAGES = 6;

/** A net on images as small as it takes, but not so small that normalisation sees one value an image everywhere. */
const small = (name: string, size = Math.max(12, modelInfo(name).smallestImage)) =>
  createModel(name, { seed: 1, inputShape: [size, size, 1], classes: CLASSES, dropout: 0.1 });

/** One training pass on a batch of noise: the loss, and each trainable weight's gradient. */
function trainingPass(model: tfl.LayersModel): { loss: number; gradients: Gradient[] } {
  const gradients: Gradient[] = [];
  let loss = NaN;
  tf.tidy(() => {
    const images = noise([IMAGES, ...(model.inputs[0].shape.slice(1) as number[])], 3);
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 3, 4, 5], 'int32'), CLASSES);
    const variables = model.trainableWeights.map((weight) => weight.read() as tf.Variable);
    const { value, grads } = tf.variableGrads(() => {
      const probabilities = model.apply(images, { training: true }) as tf.Tensor;
      return tf.neg(tf.mean(tf.sum(tf.mul(labels, tf.log(tf.add(probabilities, 1e-7))), -1))) as tf.Scalar;
    }, variables);
    loss = value.dataSync()[0];
    model.trainableWeights.forEach(({ name: weight }, i) =>
      gradients.push({ weight, values: grads[variables[i].name].dataSync<'float32'>() }),
    );
  });
  return { loss, gradients };
}

interface Gradient {
  weight: string;
  values: Float32Array;
}

/** The largest magnitude; NaN where a value is not finite. */
function largest(values: Float32Array): number {
  let most = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (!(size < Infinity)) return NaN;
    if (size > most) most = size;
  }
  return most;
}

/** A constant that is added before batch normalisation is taken out by it again: its gradient is 0 but for rounding. */
function isShiftBeforeNorm(model: tfl.LayersModel, weight: string): boolean {
  const [layer, kind] = weight.split('/');
  const uses = (each: tfl.layers.Layer) =>
    each.inboundNodes.some(({ inboundLayers }) => inboundLayers.some(({ name }) => name === layer));
  return (
    kind.startsWith('bias') &&
    model.layers.filter(uses).every((each) => each.getClassName() === 'BatchNormalization')
  );
}

describe.each(modelNames())('%s on wasm', (name) => {
  test('has a finite loss, and its gradient reaches every trainable weight', () => {
    const model = small(name);
    const { loss, gradients } = trainingPass(model);
    expect(loss).toBeGreaterThan(0.1);
    expect(loss).toBeLessThan(20);
    expect(gradients.length).toBe(model.trainableWeights.length);
    for (const { weight, values } of gradients) {
      expect(largest(values), weight).toBeGreaterThanOrEqual(isShiftBeforeNorm(model, weight) ? 0 : 1e-9);
    }
    model.dispose();
  });
});

// Between them they have every kind of layer; the others would keep the cpu backend busy for minutes.
test.each([
  ['tiny', 12],
  ['zeropad5', 9],
  ['deep8-dense', 12],
  ['mini-xception', 12],
  ['resnet-fer', 4],
])('%s has the loss and the gradients that it has on cpu', async (name, size) => {
  const on = async (backend: 'cpu' | 'wasm') => {
    await useBackend(backend);
    tf.env().set('IS_TEST', false);
    const model = small(name, size);
    const result = trainingPass(model);
    model.dispose();
    return result;
  };
  const expected = await on('cpu');
  const actual = await on('wasm');
  expect(actual.loss).toBeCloseTo(expected.loss, 4);
  const scale = Math.max(...expected.gradients.map(({ values }) => largest(values)));
  actual.gradients.forEach(({ weight, values }, i) => {
    const off = values.map((value, k) => value - expected.gradients[i].values[k]);
    expect(largest(off) / scale, weight).toBeLessThan(1e-4);
  });
});
