import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { modelRandomization, road, saliency, type MeasuredAttribution } from '../index';
import { onEveryBackend } from '../testing/backends';
import { graphModel } from '../testing/graph-definition';
import { smallImages, smallModel } from '../testing/small-models';
import { imputeLinearly } from './noisy-linear-imputation';
import { rankCorrelation } from './rank-correlation';

const outputs = 'logits' as const;
/** The value of each pixel is a class' logit. */
const pixels = (x: tf.Tensor) => tf.reshape(x, [x.shape[0], -1]);

it('imputes a pixel by its neighbours, the corners weighing half', () => {
  const picture = Float32Array.of(1, 2, 3, 4, -99, 6, 7, 8, 10);
  imputeLinearly(picture, [3, 3, 1], Uint32Array.of(4));
  expect(picture[4]).toBeCloseTo((2 + 4 + 6 + 8) / 6 + (1 + 3 + 7 + 10) / 12, 5);
});

it('imputes many together: a slope stays a slope, channel by channel, and edges have fewer neighbours', () => {
  const size = 7;
  const slope = Float32Array.from({ length: size * size * 2 }, (_, i) => {
    const [y, x] = [Math.floor(i / 2 / size), Math.floor(i / 2) % size];
    return i % 2 === 0 ? y + 2 * x : 5 - x;
  });
  const missing = Uint32Array.of(16, 17, 18, 23, 24, 25, 30);
  const holes = slope.slice();
  for (const pixel of missing) holes.fill(NaN, 2 * pixel, 2 * pixel + 2);
  imputeLinearly(holes, [size, size, 2], missing);
  holes.forEach((value, i) => expect(value).toBeCloseTo(slope[i], 4));

  const corner = Float32Array.of(NaN, 3, 6, 9);
  imputeLinearly(corner, [2, 2, 1], Uint32Array.of(0));
  expect(corner[0]).toBeCloseTo((2 * 3 + 2 * 6 + 9) / 5, 5);
  expect(() => imputeLinearly(new Float32Array(4), [2, 2, 1], Uint32Array.of(0, 1, 2, 3))).toThrow(
    'no pixel is left',
  );
});

it.each<[number[], number[], number]>([
  [[1, 2, 3], [10, 20, 30], 1],
  [[1, 2, 3], [3, 2, 1], -1],
  [[1, 2, 2, 3], [1, 2, 3, 4], 4.5 / Math.sqrt(4.5 * 5)],
  [[1, 1, 1], [1, 2, 3], NaN],
])('the rank correlation of %o and %o', (a, b, expected) => {
  const found = rankCorrelation(Float32Array.from(a), Float32Array.from(b));
  if (Number.isNaN(expected)) expect(found).toBeNaN();
  else expect(found).toBeCloseTo(expected, 6);
});

onEveryBackend(() => {
  it('replaces the most important pixels by what lies around them, or the least important', async () => {
    const image = { data: Float32Array.of(1, 2, 3, 4, 9, 6, 7, 8, 10), shape: [1, 3, 3, 1] };
    const attribution = { values: Float32Array.of(0, 0, 0, 0, 5, 0, 0, 0, -1), shape: [1, 3, 3] };
    const options = { outputs, target: 4, shares: [1 / 9], noise: 0 };
    const middle = 20 / 6 + 21 / 12;
    const { values, curves, better } = await road(pixels, image, attribution, options);
    expect(curves![0].x[0]).toBeCloseTo(1 / 9, 6);
    expect(values[0]).toBeCloseTo(middle, 5);
    expect(better).toBe('lower');
    const least = await road(pixels, image, attribution, { ...options, order: 'leastImportant' });
    expect(least.values[0]).toBe(9);
    expect(least.better).toBe('higher');
  });

  it('adds seeded noise to what was replaced alone, the same for every image', async () => {
    const data = Float32Array.from({ length: 18 }, (_, i) => i % 9);
    const two = { data, shape: [2, 3, 3, 1] };
    const attribution = { values: data, shape: [2, 3, 3] };
    const of = async (target: number, seed: number) =>
      (await road(pixels, two, attribution, { outputs, target, seed, shares: [0.3], noise: 0.5 })).values;
    const replaced = await of(8, 1);
    expect(replaced[0]).toBe(replaced[1]);
    expect(await of(8, 1)).toEqual(replaced);
    expect(await of(8, 2)).not.toEqual(replaced);
    expect([...(await of(3, 1))]).toEqual([3, 3]);
  });

  it('gives every layer random weights from the output on, and leaves the model as it is', async () => {
    const model = smallModel('a nested model');
    const images = smallImages(2);
    const before = model.getWeights().map((weight) => weight.dataSync());
    const seen: Float32Array[] = [];
    const method = async (given: tfl.LayersModel, x: unknown, options: object) => {
      seen.push((await given.getWeights().at(-2)!.data()) as Float32Array);
      return saliency(given, x as never, options);
    };
    const run = (seed: number, order?: 'independent') =>
      modelRandomization(model, images, method, { seed, order });
    const { values, curves, layers, better } = await run(3);
    expect(better).toBe('lower');
    expect(layers).toEqual(['logits', expect.stringMatching(/^inner\/conv2d/)]);
    for (const [image, { x, y }] of curves!.entries()) {
      expect([...x]).toEqual([1, 2]);
      expect(values[image]).toBeCloseTo((y[0] + y[1]) / 2, 5);
      for (const correlation of y) expect(Math.abs(correlation)).toBeLessThan(0.9);
    }
    // Head first, and it stays random in the cascade; its mean and spread stay about the same.
    expect(seen[1]).not.toEqual(seen[0]);
    expect(seen[2]).toEqual(seen[1]);
    const spread = (w: Float32Array) => Math.sqrt(w.reduce((a, b) => a + b * b, 0) / w.length);
    expect(spread(seen[1]) / spread(seen[0])).toBeGreaterThan(0.7);
    expect(spread(seen[1]) / spread(seen[0])).toBeLessThan(1.4);
    seen.splice(0);
    await run(3, 'independent');
    expect(seen[2]).toEqual(seen[0]);
    expect((await run(3)).values).toEqual(values);
    expect((await run(4)).values).not.toEqual(values);
    expect(model.getWeights().map((weight) => weight.dataSync())).toEqual(before);
    model.dispose();
  });

  it('finds out what does not look at the model, and never touches what batch normalisation has counted', async () => {
    const model = smallModel('pooling and batch normalisation');
    const edges = async (
      _: unknown,
      { data, shape }: { data: Float32Array; shape: number[] },
    ): Promise<MeasuredAttribution> => Promise.resolve({ values: data, shape });
    const blind = await modelRandomization(model, smallImages(1), edges);
    expect(blind.values[0]).toBeCloseTo(1, 6);
    expect(blind.provenance.options).toMatchObject({ of: 'edges', order: 'cascading', seed: 0 });
    const found = await modelRandomization(model, smallImages(1), 'inputXGradient');
    expect(found.values[0]).toBeLessThan(0.9);
    expect(found.layers.some((name) => name.startsWith('batch_normalization'))).toBe(true);
    model.dispose();
  });

  it('randomises a view of a graph model', async () => {
    const model = await graphModel({
      inputs: { x: [-1, 6] },
      constants: {
        w1: tf.tensor(smallImages(1).data.slice(0, 48), [6, 8]),
        w2: tf.tensor(smallImages(1, 2).data.slice(0, 24), [8, 3]),
      },
      nodes: [
        { name: 'hidden', op: 'MatMul', input: ['x', 'w1'] },
        { name: 'relu', op: 'Relu', input: ['hidden'] },
        { name: 'logits', op: 'MatMul', input: ['relu', 'w2'] },
      ],
    });
    const held = tf.memory().numTensors;
    const weights = () => Object.values(model.weights).map(([weight]) => weight.dataSync());
    const kept = weights();
    const images = { data: Float32Array.of(1, -2, 3, 0.5, 2, -1), shape: [1, 6] };
    const { layers, curves } = await modelRandomization(model, images, 'inputXGradient');
    expect(layers).toEqual(['logits', 'hidden']);
    for (const correlation of curves![0].y) expect(correlation).toBeLessThan(0.999);
    expect(weights()).toEqual(kept);
    expect(tf.memory().numTensors).toBe(held);
    model.dispose();
  });
});

it.each<[string, () => Promise<unknown>, string]>([
  [
    'all pixels',
    () =>
      road(
        pixels,
        smallImages(1),
        { values: new Float32Array(30), shape: [1, 6, 5] },
        { outputs, shares: [0.5, 1] },
      ),
    'invalid shares: 1 (expected rising shares, each above 0 and below 1)',
  ],
  [
    'no image',
    () =>
      road(
        pixels,
        { data: new Float32Array(4), shape: [1, 4] },
        { values: new Float32Array(4), shape: [1, 4] },
        { outputs },
      ),
    'invalid images: shape [1, 4] (expected [n, h, w, c])',
  ],
  [
    'a function',
    () => modelRandomization(pixels, smallImages(1), 'saliency', { outputs }),
    "modelRandomization needs the model's layers (expected a model, not a function)",
  ],
  [
    'an unknown order',
    () => modelRandomization(pixels, smallImages(1), 'saliency', { outputs, order: 'upwards' as never }),
    "invalid order: upwards (expected 'cascading' or 'independent')",
  ],
])('says what is wrong and what was expected: %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});
