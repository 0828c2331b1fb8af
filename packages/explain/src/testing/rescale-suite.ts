import { decodeTensor, referenceModel, relativeError } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import type { Attribution } from '../common/attribution';
import type { Score } from '../common/options';
import { deepLift } from '../gradient/deep-lift';
import { deepLiftShap } from '../gradient/deep-lift-shap';
import { saliency } from '../gradient/saliency';
import { layerDeepLift } from '../layers/layer-deep-lift';
import { imageOf, recordsOf } from './references';
import { fillWeights, smallImages, smallModel, smallModels } from './small-models';

const withRules = smallModels.filter(
  (name) => !/middle|normalisation$/.test(name) || name.startsWith('pool'),
);

/** What is missing to completeness, as a share of the values' sizes. */
function missing({ values, inputs, delta }: Attribution): number[] {
  const all = inputs ? inputs.flatMap((input) => [...input.values]) : [...values];
  const size = all.reduce((sum, value) => sum + Math.abs(value), 0);
  return [...delta!].map((one) => Math.abs(one) / size);
}

const dense = (units: number, options: object = {}) =>
  tfl.layers.dense({ units, useBias: false, ...options });

/** DeepLIFT: by hand and by their properties, on the current backend. */
export function rescaleSuite(): void {
  describe('deepLift', () => {
    it('gives an activation its slope between baseline and image', async () => {
      const model = tfl.sequential({
        layers: [dense(2, { inputShape: [2], activation: 'relu' }), dense(1)],
      });
      // relu(a - b), relu(-a): at [3, 1] against [1, 2] the units go from -1 to 2 and from -1 to -3.
      tf.tidy(() => model.setWeights([tf.tensor2d([[1, -1], [-1, 0]]), tf.tensor2d([[6], [5]])])); // prettier-ignore
      const image = { data: Float32Array.of(3, 1), shape: [1, 2] };
      const baseline = { data: Float32Array.of(1, 2), shape: [1, 2] };
      const { values, delta, targetScores } = await deepLift(model, image, { baseline });
      // Slope 2 / 3 of the first, 0 of the second; differences 2 and -1.
      expect(values[0]).toBeCloseTo((6 * 2 * 2) / 3, 5);
      expect(values[1]).toBeCloseTo((6 * 2 * 1) / 3, 5);
      expect(delta[0]).toBeCloseTo(0, 5);
      expect(targetScores[0]).toBe(12);
    });

    it('takes the derivative where image and baseline are the same', async () => {
      const model = tfl.sequential({ layers: [dense(1, { inputShape: [2], activation: 'tanh' }), dense(1)] });
      tf.tidy(() => model.setWeights([tf.tensor2d([[1], [1]]), tf.tensor2d([[2]])]));
      // The sum is 0.5 in both, so the slope is the derivative 1 - tanh(0.5)^2.
      const image = { data: Float32Array.of(0.75, -0.25), shape: [1, 2] };
      const { values, delta } = await deepLift(model, image, {
        baseline: { data: Float32Array.of(0.25, 0.25), shape: [1, 2] },
      });
      const slope = 2 * (1 - Math.tanh(0.5) ** 2);
      expect(values[0]).toBeCloseTo(0.5 * slope, 5);
      expect(values[1]).toBeCloseTo(-0.5 * slope, 5);
      expect(delta[0]).toBeCloseTo(0, 6);
    });

    it('hands the change of a maximum to where the larger of the two is', async () => {
      const model = tfl.sequential({
        layers: [tfl.layers.maxPooling2d({ inputShape: [1, 4, 1], poolSize: [1, 2] }), tfl.layers.flatten()],
      });
      // The first window rises from 3 (second place) to 5 (first): 2 for the first place; the second falls from 4 to 1.
      const image = { data: Float32Array.of(5, 2, 0, 1), shape: [1, 1, 4, 1] };
      const baseline = { data: Float32Array.of(1, 3, 4, 0), shape: [1, 1, 4, 1] };
      const at = async (target: number) => [...(await deepLift(model, image, { baseline, target })).values];
      expect((await at(0)).map((value) => value + 0)).toEqual([2, 0, 0, 0]);
      expect((await at(1)).map((value) => value + 0)).toEqual([0, 0, -3, 0]);
    });

    it('takes the first of baseline values that differ by rounding alone', async () => {
      const model = tfl.sequential({
        layers: [tfl.layers.maxPooling2d({ inputShape: [2, 2, 1], poolSize: 2 }), tfl.layers.flatten()],
      });
      const image = { data: new Float32Array(4), shape: [1, 2, 2, 1] };
      for (const larger of [0, 1, 2, 3]) {
        const data = new Float32Array(4).fill(1);
        data[larger] += 2 ** -22;
        const { values } = await deepLift(model, image, { baseline: { data, shape: image.shape } });
        expect(relativeError(values, [-1, 0, 0, 0])).toBeLessThan(1e-5);
      }
    });

    it('takes products in the middle of image and baseline', async () => {
      const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [1], name }));
      const product = tfl.layers.multiply().apply([a, b]) as tfl.SymbolicTensor;
      const model = tfl.model({ inputs: [a, b], outputs: product });
      const row = (value: number) => ({ data: Float32Array.of(value), shape: [1, 1] });
      const { inputs, delta } = await deepLift(model, [row(3), row(5)], { baseline: [row(1), row(2)] });
      // (3 - 1) (5 + 2) / 2 and (5 - 2) (3 + 1) / 2, which add up to 3 * 5 - 1 * 2.
      expect(inputs!.map(({ name, values }) => [name, values[0]])).toEqual([
        ['a', 7],
        ['b', 6],
      ]);
      expect(delta[0]).toBe(0);
    });

    it.each(withRules)('is complete: %s', async (name) => {
      const model = smallModel(name);
      for (const baseline of [0, 0.3, smallImages(1, 3), smallImages(2, 4)]) {
        const result = await deepLift(model, smallImages(2), { baseline });
        for (const share of missing(result)) expect(share).toBeLessThan(1e-5);
        expect(result.warnings).toEqual([]);
      }
    });

    it.each<[string, Score]>([
      ['softmax at the end', 'probability'],
      ['softmax at the end', 'logProbability'],
      ['a nested model', 'probability'],
      ['one sigmoid output', 'probability'],
      ['one sigmoid output', 'logProbability'],
    ])('is complete up to the score of a model: %s, %s', async (name, score) => {
      const model = smallModel(name);
      const result = await deepLift(model, smallImages(2), { score });
      for (const share of missing(result)) expect(share).toBeLessThan(1e-5);
      // Near the baseline all slopes are derivatives.
      const near = smallImages(1);
      const baseline = { ...near, data: near.data.map((value) => value + 1e-3) };
      const { values } = await deepLift(model, near, { score, baseline });
      const { values: gradient } = await saliency(model, near, { score, absolute: false });
      const perUnit = values.map((value, i) => value / (near.data[i] - baseline.data[i]));
      expect(relativeError(perUnit, gradient)).toBeLessThan(0.02);
    });

    it('stays finite where a softmax is saturated', async () => {
      const model = tfl.sequential({ layers: [dense(3, { inputShape: [1], activation: 'softmax' })] });
      tf.tidy(() => model.setWeights([tf.tensor2d([[200, 0, -200]])]));
      for (const [x, b] of [
        [1, 0],
        [1, -1],
        [-1, 1],
        [2, 1.9],
      ]) {
        // prettier-ignore
        for (const score of ['probability', 'logProbability'] as const) {
          const image = { data: Float32Array.of(x), shape: [1, 1] };
          const { values, delta } = await deepLift(model, image, { baseline: b, score, target: 0 });
          expect(Number.isFinite(values[0])).toBe(true);
          expect(Math.abs(delta[0])).toBeLessThan(1e-4 * Math.max(1, Math.abs(values[0])));
        }
      }
    });

    it('gives the same for a baseline of one image, repeated or a number, and for any batch', async () => {
      const model = smallModel('pooling and batch normalisation');
      const images = smallImages(3);
      const of = (n: number) => ({ data: new Float32Array(n * 60).fill(0.3), shape: [n, 6, 5, 2] });
      const one = await deepLift(model, images, { baseline: 0.3 });
      for (const options of [{ baseline: of(1) }, { baseline: of(3) }, { baseline: 0.3, batchSize: 2 }]) {
        const other = await deepLift(model, images, options);
        expect(relativeError(other.values, one.values)).toBeLessThan(1e-6);
      }
    });

    it.each(recordsOf('captum', /^DeepLift\/zero\/captumAsIs$/))(
      'shares a falling maximum out otherwise than Captum as it is shipped, which skips its max-pool rule: $id',
      async (record) => {
        const model = referenceModel(record.model);
        const { values } = await deepLift(model, imageOf(record), { target: record.target });
        const theirs = decodeTensor(record.out.attr).data as Float32Array;
        const sum = (all: Float32Array) => all.reduce((a, b) => a + b, 0);
        // Against a constant baseline both are complete, in different places: the peer gives all to the image's maximum.
        expect(sum(values)).toBeCloseTo(sum(theirs), 4);
        expect(relativeError(values, theirs)).toBeGreaterThan(0.1);
      },
    );

    it('warns where a target function breaks completeness', async () => {
      const model = smallModel('softmax at the end');
      const square = (scores: tf.Tensor) => tf.square(tf.squeeze(tf.slice(scores, [0, 1], [-1, 1]), [1]));
      const { warnings } = await deepLift(model, smallImages(1), { target: square });
      expect(warnings).toEqual([
        expect.stringMatching(/^not complete for image 0: .*\(delta says what is missing\)$/),
      ]);
    });
  });

  it('deepLiftShap is the mean over all baselines', async () => {
    const model = smallModel('branches that meet');
    const images = smallImages(2);
    const baselines = smallImages(3, 5);
    const target = [0, 2];
    const mean = new Float32Array(120);
    for (let b = 0; b < 3; b++) {
      const baseline = { data: baselines.data.slice(b * 60, b * 60 + 60), shape: [1, 6, 5, 2] };
      const { values } = await deepLift(model, images, { baseline, target });
      values.forEach((value, i) => (mean[i] += value / 3));
    }
    for (const batchSize of [1, 2, 4, 32]) {
      const shap = await deepLiftShap(model, images, { baselines, target, batchSize });
      expect(relativeError(shap.values, mean)).toBeLessThan(1e-5);
      for (const share of missing(shap)) expect(share).toBeLessThan(1e-5);
    }
  });

  it('layerDeepLift is complete at a layer that all of the score passes through, and says where it is not', async () => {
    const model = smallModel('a gate');
    const images = smallImages(2);
    for (const layer of ['features', 'gated']) {
      const result = await layerDeepLift(model, images, { layer, baseline: 0.2 });
      expect(result.shape).toEqual([2, 6, 5, 3]);
      for (const share of missing(result)) expect(share).toBeLessThan(1e-5);
      expect(result.warnings).toEqual([]);
    }
    const branch = smallModel('shared layers');
    const second = await layerDeepLift(branch, images, { layer: 'relu@1' });
    expect(second.warnings).toEqual([
      "part of the score does not pass through layer 'relu@1': it is missing in the values and so in delta",
    ]);
  });

  it('reaches several inputs of different sizes', async () => {
    const picture = tfl.input({ shape: [6, 5, 2], name: 'picture' });
    const facts = tfl.input({ shape: [4], name: 'facts' });
    const flat = tfl.layers.flatten().apply(picture);
    const joined = tfl.layers.concatenate().apply([flat as tfl.SymbolicTensor, facts]);
    const hidden = tfl.layers.dense({ units: 5, activation: 'relu' }).apply(joined);
    const model = tfl.model({
      inputs: [picture, facts],
      outputs: tfl.layers.dense({ units: 3 }).apply(hidden) as tfl.SymbolicTensor,
    });
    fillWeights(model);
    const given = { picture: smallImages(1), facts: { data: Float32Array.of(1, 2, -1, 3), shape: [1, 4] } };
    const result = await deepLift(model, given, { baseline: 0.1 });
    expect(result.inputs!.map(({ shape }) => shape)).toEqual([
      [1, 6, 5, 2],
      [1, 4],
    ]);
    expect(missing(result)[0]).toBeLessThan(1e-5);
  });
}
