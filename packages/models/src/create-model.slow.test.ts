import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel, modelInfo, modelNames } from './create-model';
import { initializerNames, type InitializerName } from './initializers';
import { SeededDropout } from './seeded-dropout';
import { summarize } from './summarize';

beforeAll(() => tf.setBackend('cpu'));

/** Cheap to build: no more pixels than the net needs. */
const smallest = (name: string): [number, number, number] => {
  const { smallestImage: size } = modelInfo(name);
  return [size, size, 1];
};

describe('createModel', () => {
  it.each([
    ['tiny', 43_239, 43_127],
    ['wide4', 4_272_107, 4_268_007],
    ['deep8', 21_100_035, 21_094_005],
    ['deep8-dense', 21_107_675, 21_107_675 - 139_454],
    ['leaky4', 539_783, 538_759],
    ['simple3', 796_679, 795_271],
    ['zeropad5', 4_631_559, 4_631_559],
    ['compact4', 400_583, 400_583],
    ['compact4-dense', 310_807, 310_807],
    ['dense', 591_879, 591_879],
    ['mini-xception', 58_423, 56_951],
    ['vgg-fer', 40_380_359, 40_376_519],
    ['resnet-fer', 703_191, 700_791],
  ])(
    'builds %s with exactly %i parameters, %i of them trainable, and knows it before',
    (name, total, trainable) => {
      const model = createModel(name);
      expect(summarize(model)).toMatchObject({ name, total, trainable, nonTrainable: total - trainable });
      expect(modelInfo(name).parameters).toEqual({ total, trainable });
      model.dispose();
    },
  );

  it('names its models', () => {
    expect(modelNames().join(' ')).toBe(
      'tiny wide4 deep8 deep8-dense leaky4 simple3 zeropad5 compact4 compact4-dense dense mini-xception vgg-fer resnet-fer',
    );
  });

  it.each([
    ['leaky4', 'conv3', 64 * 9],
    ['vgg-fer', 'conv2', 64 * 9],
  ])('starts %s as PyTorch does: weights and biases uniform within 1/sqrt(fan in)', (name, layer, fanIn) => {
    const model = createModel(name, { seed: 3, inputShape: smallest(name) });
    const bound = 1 / Math.sqrt(fanIn);
    for (const weight of model.getLayer(layer).getWeights()) {
      const largest = tf.max(tf.abs(weight)).dataSync()[0];
      expect(largest).toBeLessThanOrEqual(bound);
      expect(largest).toBeGreaterThan(bound * 0.9);
    }
    model.dispose();
  });

  it.each([
    ['glorotUniform', 2 / (576 + 1152)],
    ['glorotNormal', 2 / (576 + 1152)],
    ['heUniform', 2 / 576],
    ['heNormal', 2 / 576],
    ['lecunUniform', 1 / 576],
    ['lecunNormal', 1 / 576],
    ['torch', 1 / 576 / 3],
  ] as [InitializerName, number][])(
    'draws kernels of the variance that %s promises',
    (initializer, variance) => {
      const model = createModel('leaky4', { seed: 3, initializer });
      const [kernel, bias] = model.getLayer('conv3').getWeights(); // 3x3x64 to 128
      expect(kernel.shape).toEqual([3, 3, 64, 128]);
      const measured = tf.moments(kernel).variance.dataSync()[0];
      expect(measured / variance).toBeCloseTo(1, 1);
      expect(Math.abs(measured / variance - 1)).toBeLessThan(0.02);
      expect(tf.max(tf.abs(bias)).dataSync()[0] > 0).toBe(initializer === 'torch');
      model.dispose();
    },
  );

  it('tests every initialiser that there is', () => {
    expect(initializerNames()).toHaveLength(7);
  });

  it('leaves the weights of a seed where the own initialiser is asked for by name', () => {
    const own = createModel('tiny', { seed: 4 });
    const named = createModel('tiny', { seed: 4, initializer: 'glorotUniform' });
    own.getWeights().forEach((w, i) => expect(named.getWeights()[i].dataSync()).toEqual(w.dataSync()));
  });

  it('builds dense nets of any widths', () => {
    const model = createModel('dense', { widths: [30, 20, 10], inputShape: [4, 4, 2], dropout: 0.1 });
    expect(
      summarize(model)
        .layers.filter(({ type }) => type === 'Dense')
        .map(({ outputShape }) => outputShape[0]),
    ).toEqual([30, 20, 10, 7]);
    expect(model.layers.filter((layer) => layer instanceof SeededDropout)).toHaveLength(3);
  });

  it.each([
    [() => createModel('leaky5'), `unknown model: leaky5 (expected one of ${modelNames().join(', ')})`],
    [
      () => modelInfo('constructor'),
      `unknown model: constructor (expected one of ${modelNames().join(', ')})`,
    ],
    [() => createModel('tiny', { dropout: 1 }), 'invalid dropout: 1 (expected 0 <= rate < 1)'],
    [() => createModel('tiny', { classes: 1 }), 'invalid classes: 1 (expected an integer >= 2)'],
    [() => createModel('tiny', { seed: 0.5 }), 'invalid seed: 0.5 (expected an integer)'],
    [() => createModel('tiny', { widths: [3] }), 'widths for tiny (only the model dense takes them)'],
    [() => createModel('dense', { widths: [] }), 'invalid widths: [] (expected one or more integers >= 1)'],
    [
      () => createModel('tiny', { initializer: 'xavier' as 'torch' }),
      'unknown initializer: xavier (expected one of glorotUniform, glorotNormal, heUniform',
    ],
    [
      () => createModel('tiny', { inputShape: [48, 48] as unknown as [number, number, number] }),
      'invalid inputShape: [48, 48] (expected height, width and channels, integers >= 1)',
    ],
    [
      () => createModel('deep8', { inputShape: [48, 40, 1] }),
      'images of 48x40 pixels are too small for deep8 (expected at least 41x41)',
    ],
  ])('names the bad value and what was expected (%#)', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe.each(modelNames())('the model %s', (name) => {
  it('says in one line each what it is, where it comes from and what is our choice', () => {
    const { description, source, choices } = modelInfo(name);
    for (const text of [description, source, ...choices]) expect(text).toMatch(/^\S[^\n]{2,}[^.\s]$/);
  });

  it('ends in logits and probabilities, for other image sizes, channels and numbers of classes too', () => {
    const [size] = smallest(name);
    const model = createModel(name, { inputShape: [size, size + 3, 3], classes: 4 });
    expect(model.inputs[0].shape).toEqual([null, size, size + 3, 3]);
    expect(model.layers.slice(-2).map((layer) => layer.name)).toEqual(['logits', 'probabilities']);
    expect(model.getLayer('logits').outputShape).toEqual([null, 4]);
    expect(model.outputs[0].shape).toEqual([null, 4]);
    const shapes = model.layers.flatMap((layer) => layer.outputShape as number[]);
    expect(shapes.every((each) => each === null || each >= 1)).toBe(true);
    model.dispose();
  });

  it('is not built for images too small for it', () => {
    const [size] = smallest(name);
    if (size === 1) return;
    expect(() => createModel(name, { inputShape: [size - 1, size, 1] })).toThrow(
      `images of ${size - 1}x${size} pixels are too small for ${name} (expected at least ${size}x${size})`,
    );
  });

  it('gives the same weights for the same seed, others for another, never the same in two layers', () => {
    const kernels = (seed: number) => {
      const model = createModel(name, { seed, inputShape: smallest(name) });
      const drawn = model.trainableWeights
        .filter((weight) => weight.shape.length > 1)
        .map((weight) => Array.from(weight.read().dataSync<'float32'>().slice(0, 4)).join());
      model.dispose();
      return drawn;
    };
    const first = kernels(1);
    expect(kernels(1)).toEqual(first);
    const second = kernels(2);
    first.forEach((kernel, i) => expect(kernel).not.toBe(second[i]));
    expect(new Set(first).size).toBe(first.length);
  });

  it('has no dropout and no batch normalisation when asked, and dropout of one rate when asked', () => {
    const inputShape = smallest(name);
    const bare = createModel(name, { inputShape, dropout: 0, batchNorm: false });
    const types = bare.layers.map((layer) => layer.getClassName());
    expect(types).not.toContain('Dropout');
    expect(types).not.toContain('BatchNormalization');
    expect(bare.layers.slice(-2).map((layer) => layer.name)).toEqual(['logits', 'probabilities']);
    // Without normalisation every convolution and dense layer has a bias.
    for (const layer of bare.layers) {
      const weights = layer.getWeights();
      if (weights.length > 0) expect(weights[weights.length - 1].rank).toBe(1);
    }
    bare.dispose();

    const model = createModel(name, { inputShape, dropout: 0.125 });
    const dropouts = model.layers.filter((layer) => layer instanceof SeededDropout);
    expect(dropouts.length).toBeGreaterThan(0);
    expect(new Set(dropouts.map(({ rate }) => rate))).toEqual(new Set([0.125]));
    expect(new Set(dropouts.map(({ seed }) => seed)).size).toBe(dropouts.length);
    model.dispose();
  });
});
