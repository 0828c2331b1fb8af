import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { createModel, modelNames } from './create-model';
import { summarize } from './summarize';

beforeAll(() => tf.setBackend('cpu'));

describe('createModel', () => {
  it.each([
    ['leaky4', 539_783, 538_759],
    ['wide4', 4_272_107, 4_268_007],
    ['tiny', 43_239, 43_127],
  ])('builds %s with exactly %i parameters, %i of them trainable', (name, total, trainable) => {
    const model = createModel(name);
    expect(summarize(model)).toMatchObject({ total, trainable, nonTrainable: total - trainable });
    model.dispose();
  });

  it('names its models, and every one of them ends in logits and probabilities', () => {
    for (const name of modelNames()) {
      const model = createModel(name);
      expect(model.layers.slice(-2).map((layer) => layer.name)).toEqual(['logits', 'probabilities']);
      model.dispose();
    }
  });

  it('gives the same weights for the same seed, others for another, and never the same in two layers', () => {
    const kernel = (seed: number, layer: string) => {
      const model = createModel('wide4', { seed });
      const values = model.getLayer(layer).getWeights()[0].dataSync<'float32'>().slice(0, 200);
      model.dispose();
      return values;
    };
    expect(kernel(1, 'conv3')).toEqual(kernel(1, 'conv3'));
    expect(kernel(1, 'conv3')).not.toEqual(kernel(2, 'conv3'));
    expect(kernel(1, 'conv3')).not.toEqual(kernel(1, 'conv4'));
  });

  it('starts leaky4 as PyTorch does: weights and biases uniform within 1/sqrt(fan in)', () => {
    const model = createModel('leaky4', { seed: 3 });
    const bound = 1 / Math.sqrt(3 * 3 * 64);
    for (const weight of model.getLayer('conv3').getWeights()) {
      const largest = tf.max(tf.abs(weight)).dataSync()[0];
      expect(largest).toBeLessThanOrEqual(bound);
      expect(largest).toBeGreaterThan(bound * 0.9);
    }
    model.dispose();
  });

  it('fits other image sizes, channels and numbers of classes', () => {
    const model = createModel('tiny', { inputShape: [32, 40, 3], classes: 4 });
    expect(model.inputs[0].shape).toEqual([null, 32, 40, 3]);
    expect(model.outputs[0].shape).toEqual([null, 4]);
    model.dispose();
  });

  it('leaves dropout and batch normalisation out when asked', () => {
    const model = createModel('wide4', { dropout: 0, batchNorm: false });
    const types = model.layers.map((layer) => layer.getClassName());
    expect(types).not.toContain('Dropout');
    expect(types).not.toContain('BatchNormalization');
    model.dispose();
  });

  it.each([
    [() => createModel('leaky5'), 'unknown model: leaky5 (expected one of tiny, leaky4, wide4)'],
    [() => createModel('constructor'), 'unknown model: constructor (expected one of tiny, leaky4, wide4)'],
    [() => createModel('tiny', { dropout: 1 }), 'invalid dropout: 1 (expected 0 <= rate < 1)'],
    [() => createModel('tiny', { classes: 1 }), 'invalid classes: 1 (expected an integer >= 2)'],
    [() => createModel('tiny', { seed: 0.5 }), 'invalid seed: 0.5 (expected an integer)'],
  ])('names the bad value and what was expected (%#)', (call, message) => {
    expect(call).toThrow(message);
  });
});
