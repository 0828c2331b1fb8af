import { relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { inputXGradient } from '../gradient/input-x-gradient';
import { lrp, type LrpOptions } from '../gradient/lrp';
import { smallImages, smallModel } from './small-models';

const dense = (units: number, options: object = {}) => tfl.layers.dense({ units, ...options });

/** One 1 x 1 convolution of two channels to two, a relu, and the sum of both. */
function convolution({ w, bias, v }: { w: number[]; bias: number[]; v: number[] }) {
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({ inputShape: [1, 1, 2], filters: 2, kernelSize: 1, activation: 'relu' }),
      tfl.layers.flatten(),
      dense(1, { useBias: false }),
    ],
  });
  tf.tidy(() => model.setWeights([tf.tensor4d(w, [1, 1, 2, 2]), tf.tensor1d(bias), tf.tensor2d(v, [2, 1])]));
  return model;
}

const close = (values: ArrayLike<number>, expected: number[]) =>
  expect(relativeError(values, expected)).toBeLessThan(1e-5);

/** LRP: by hand and by their properties, on the current backend. */
export function relevanceSuite(): void {
  const weights = { w: [1, -1, 2, 3], bias: [0.5, 0], v: [2, 1] };
  const image = { data: Float32Array.of(3, 1), shape: [1, 1, 1, 2] };
  // z0 = 3 + 2 + 0.5 = 5.5, z1 = -3 + 3 = 0 (closed). The score is 11, all of it through unit 0.

  it('shares each sum in proportion to its parts, and the bias absorbs its own', async () => {
    const { values, delta, targetScores } = await lrp(convolution(weights), image);
    expect(targetScores[0]).toBe(11);
    close(values, [(11 * 3) / 5.5, (11 * 2) / 5.5]);
    close(delta, [(11 * 0.5) / 5.5]);
  });

  it('absorbs with epsilon at every sum', async () => {
    const { values } = await lrp(convolution(weights), image, { epsilon: 0.5 });
    const hidden = (11 * 11) / 11.5;
    close(values, [(hidden * 3) / 6, (hidden * 2) / 6]);
  });

  it('counts positive weights more with gamma, and alone with alpha1beta0', async () => {
    // z0 = 2 * 3 - 1 * 1 + 0.5, z1 = 1 * 3 + 3 * 1.
    const model = convolution({ w: [2, 1, -1, 3], bias: [0.5, 0], v: [1, 1] });
    const gamma = await lrp(model, image, { rule: 'gamma', gamma: 0.5 });
    const [r0, r1] = [5.5, 6];
    const sum = 3 * 3 - 1 + 0.5;
    close(gamma.values, [(r0 * 9) / sum + r1 / 2, (r0 * -1) / sum + r1 / 2]);
    const alpha = await lrp(model, image, { rule: 'alpha1beta0' });
    close(alpha.values, [(r0 * 6) / 6.5 + r1 / 2, r1 / 2]);
    expect(alpha.warnings).toEqual([]);
    const negative = { data: Float32Array.of(3, -1), shape: [1, 1, 1, 2] };
    expect((await lrp(model, negative, { rule: 'alpha1beta0' })).warnings).toEqual([
      "the images have negative values, which rule 'alpha1beta0' is not made for (rule 'gamma' is)",
    ]);
  });

  it('hands relevance on unchanged through any activation and gives factors of a product equal shares', async () => {
    const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [1], name }));
    const curved = tfl.layers.activation({ activation: 'tanh' }).apply(a) as tfl.SymbolicTensor;
    const product = tfl.layers.multiply().apply([curved, b]) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: [a, b], outputs: product });
    const row = (value: number) => ({ data: Float32Array.of(value), shape: [1, 1] });
    const { inputs, targetScores } = await lrp(model, [row(0.7), row(4)]);
    for (const { values } of inputs!) expect(values[0]).toBeCloseTo(targetScores[0] / 2, 5);
  });

  it.each([
    'activations of all kinds',
    'branches that meet',
    'shared layers',
    'a nested model',
    'a depthwise convolution with stride',
    'softmax at the end',
  ])('keeps the score whole on nets without biases: %s', async (name) => {
    const model = smallModel(name, { bias: false });
    // Of smooth activations f(0) is not always 0, but what goes in is what comes out.
    for (const rule of ['epsilon', 'gamma'] as const) {
      const { values, delta, targetScores } = await lrp(model, smallImages(2), { rule });
      const size = values.reduce((sum, value) => sum + Math.abs(value), 0);
      for (const one of delta) expect(Math.abs(one)).toBeLessThan(1e-4 * size);
      expect(targetScores.every((score) => score !== 0)).toBe(true);
    }
  });

  it('is input times gradient on nets of relus alone without biases', async () => {
    const model = smallModel('shared layers', { bias: false });
    const target = [1, 2];
    const { values } = await lrp(model, smallImages(2), { target });
    const gradient = await inputXGradient(model, smallImages(2), { target });
    expect(relativeError(values, gradient.values)).toBeLessThan(1e-4);
  });

  it('starts at what a target function looks at', async () => {
    const model = smallModel('softmax at the end', { bias: false });
    const images = smallImages(1);
    const column = (scores: tf.Tensor, k: number) => tf.squeeze(tf.slice(scores, [0, k], [-1, 1]), [1]);
    const both = await lrp(model, images, {
      target: (scores) => tf.sub(column(scores, 0), column(scores, 2)),
    });
    const [first, last] = await Promise.all([0, 2].map((target) => lrp(model, images, { target })));
    close(both.values, [...first.values.map((value, i) => value - last.values[i])]);
  });

  it.each<[LrpOptions & Record<string, unknown>, string]>([
    [{ score: 'probability' }, "invalid score: probability (expected 'logit', which alone lrp explains)"],
    [{ rule: 'z' as 'gamma' }, "invalid rule: 'z' (expected epsilon, gamma or alpha1beta0)"],
    [{ epsilon: 0 }, 'invalid epsilon: 0 (expected a number above 0)'],
    [{ rule: 'gamma', gamma: -1 }, 'invalid gamma: -1 (expected a number from 0)'],
  ])('says what is wrong and what was expected (%#)', async (options, message) => {
    await expect(lrp(smallModel('softmax at the end'), smallImages(1), options)).rejects.toThrow(message);
  });
}
