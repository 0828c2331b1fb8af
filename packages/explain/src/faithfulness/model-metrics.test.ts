import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import {
  compareMethods,
  completeness,
  deletion,
  infidelity,
  insertion,
  integratedGradients,
  maxSensitivity,
  pixelFlipping,
  road,
  saliency,
  type PlainBatch,
} from '../index';
import { onEveryBackend } from '../testing/backends';
import { smallImages, smallModel } from '../testing/small-models';

const weights = [1, 2, 3, 4];
/** The logit of class 0 is `x . (1, 2, 3, 4)`, that of class 1 is 0; images are 2 x 2. */
const linear = (x: tf.Tensor) =>
  tf.matMul(
    tf.reshape(x, [-1, 4]),
    tf.tensor2d(
      weights.flatMap((w) => [w, 0]),
      [4, 2],
    ),
  );
const ones = { data: Float32Array.of(1, 1, 1, 1), shape: [1, 2, 2, 1] };
const outputs = 'logits' as const;
const map = (...values: number[]) => ({ values: Float32Array.from(values), shape: [1, 2, 2] });
const sigmoid = (logit: number) => 1 / (1 + Math.exp(-logit));
const close = (actual: ArrayLike<number>, expected: readonly number[]) => {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => expect(actual[i]).toBeCloseTo(value, 5));
};

onEveryBackend(() => {
  it('deletes the largest first: the logit falls from 10 by 4, 3, 2, 1', async () => {
    const { values, curves, better } = await deletion(linear, ones, map(1, 2, 3, 4), {
      outputs,
      step: 1,
      score: 'logit',
    });
    close(curves![0].x, [0, 0.25, 0.5, 0.75, 1]);
    close(curves![0].y, [10, 6, 3, 1, 0]);
    close(values, [(10 / 2 + 6 + 3 + 1) / 4]);
    expect(better).toBe('lower');
  });

  it('asks for the probability unless told otherwise, and takes steps as a share', async () => {
    const { values, curves } = await deletion(linear, ones, map(4, 3, 2, 1), { outputs, step: 0.5 });
    const y = [sigmoid(10), sigmoid(7), 0.5];
    close(curves![0].y, y);
    close(values, [(y[0] / 2 + y[1] + y[2] / 2) / 2]);
  });

  it('inserts the largest first, into a baseline', async () => {
    const { curves, better } = await insertion(linear, ones, map(1, 2, 3, 4), {
      outputs,
      step: 3,
      score: 'logit',
      baseline: -1,
    });
    close(curves![0].x, [0, 0.75, 1]);
    close(curves![0].y, [-10, 8, 10]);
    expect(better).toBe('higher');
  });

  it('inserts into the blurred image: a single point is spread, one value stays', async () => {
    const point = { data: new Float32Array(81), shape: [1, 9, 9, 1] };
    point.data[40] = 1;
    const at = (place: number) => (x: tf.Tensor) => tf.slice(tf.reshape(x, [-1, 81]), [0, place], [-1, 1]);
    const start = async (place: number, image = point) => {
      const attribution = { values: new Float32Array(81).fill(1), shape: [1, 9, 9] };
      const options = { outputs, score: 'logit', step: 81, baseline: { blur: 1 } } as const;
      return (await insertion(at(place), image, attribution, options)).curves![0].y[0];
    };
    const all = [0, 1, 2, 3].map((d) => Math.exp(-(d ** 2) / 2));
    const sum = all[0] + 2 * (all[1] + all[2] + all[3]);
    expect(await start(40)).toBeCloseTo((1 / sum) ** 2, 5);
    expect(await start(42)).toBeCloseTo(all[2] / sum ** 2, 5);
    expect(await start(0, { data: new Float32Array(81).fill(0.3), shape: [1, 9, 9, 1] })).toBeCloseTo(0.3, 5);
  });

  it('road says which shares are less than a pixel', async () => {
    const image = { data: Float32Array.of(1, 1, 0.5, 1), shape: [1, 2, 2, 1] };
    const { warnings } = await road(linear, image, map(1, 2, 3, 4), { outputs, shares: [0.05, 0.1, 0.5] });
    expect(warnings).toEqual([
      "shares 0.05, 0.1 of 4 pixels are none: there the curve is the image's own score",
    ]);
  });

  it('flips values to the image’s own minimum, the first point after the first step', async () => {
    const image = { data: Float32Array.of(1, 1, 0.5, 1), shape: [1, 2, 2, 1] };
    const { values, curves } = await pixelFlipping(linear, image, map(1, 2, 3, 4), { outputs, step: 2 });
    close(curves![0].x, [0.5, 1]);
    close(curves![0].y, [1 + 2 + 1.5 + 2, 5]);
    close(values, [5.75]);
  });

  it('flips channels one by one where the map has them, else pixels with all their channels', async () => {
    const image = { data: Float32Array.of(1, 1, 1, 1), shape: [1, 1, 2, 2] };
    const attribution = { values: Float32Array.of(1, 4, 2, 3), shape: [1, 1, 2, 2] };
    const options = { outputs, step: 1, baseline: 0 } as const;
    const { curves } = await pixelFlipping(linear, image, attribution, options);
    close(curves![0].y, [8, 4, 1, 0]);
    const pixels = { values: Float32Array.of(1, 2), shape: [1, 1, 2] };
    const together = (await pixelFlipping(linear, image, pixels, options)).curves![0];
    close(together.y, [3, 0]);
    close(together.x, [0.5, 1]);
  });

  it('finds the weights of a linear model perfectly faithful, others by how far they are off', async () => {
    const perturbations = { data: Float32Array.of(1, 0, 0, 0, 0, 0.5, 0, 0), shape: [2, 2, 2, 1] };
    const options = { outputs, perturbations };
    close((await infidelity(linear, ones, map(1, 2, 3, 4), options)).values, [0]);
    close((await infidelity(linear, ones, map(3, 4, 3, 4), options)).values, [(2 ** 2 + 1) / 2]);
    // Twice the weights are the weights but for the scale.
    const double = map(2, 4, 6, 8);
    close((await infidelity(linear, ones, double, options)).values, [1]);
    close((await infidelity(linear, ones, double, { ...options, normalize: true })).values, [0]);
    const half = { data: ones.data.map((x) => x / 2), shape: ones.shape };
    close((await infidelity(linear, half, map(0.5, 1, 1.5, 2), { ...options, kind: 'mask' })).values, [0]);
  });

  it('draws perturbations by itself, from a seed, the same for every image', async () => {
    const two = { data: Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1), shape: [2, 2, 2, 1] };
    const attribution = { values: Float32Array.of(1, 2, 3, 5, 1, 2, 3, 5), shape: [2, 2, 2, 1] };
    for (const kind of ['subtract', 'mask'] as const) {
      const run = async (seed: number) =>
        (await infidelity(linear, two, attribution, { outputs, kind, seed, target: 0 })).values;
      const [a, b, c] = [await run(1), await run(1), await run(2)];
      expect(a).toEqual(b);
      expect(a).not.toEqual(c);
      expect(a[0]).toBe(a[1]);
      // The last weight is off by 1: the mean square of what is subtracted there.
      expect(a[0]).toBeCloseTo(kind === 'mask' ? 0.5 : 0.04, kind === 'mask' ? 0 : 1);
      expect(a[0]).toBeGreaterThan(0);
    }
  });

  it('measures what is missing to completeness, of the score that the map explains', async () => {
    const attribution = await integratedGradients(linear, ones, { outputs, baseline: 0.5, steps: 4 });
    close((await completeness(linear, ones, attribution)).values, [0]);
    close((await completeness(linear, ones, attribution, { baseline: 0 })).values, [5]);
    const relative = { baseline: 0, relative: true };
    close((await completeness(linear, ones, attribution, relative)).values, [0.5]);
  });

  it('finds the gradient of a linear model insensitive, that of a square as sensitive as the noise', async () => {
    const noise = { data: Float32Array.of(0.1, 0, 0, 0, 0, 0, 0.2, 0), shape: [2, 2, 2, 1] };
    close((await maxSensitivity(linear, ones, 'saliency', { outputs, noise })).values, [0]);
    const square = (x: tf.Tensor) => tf.sum(tf.square(tf.reshape(x, [-1, 4])), 1, true);
    const options = { outputs, noise } as const;
    // The gradient is 2 x: the second noise moves it by 0.4, its norm is 4.
    close((await maxSensitivity(square, ones, saliency, options)).values, [0.1]);
    const seeded = await maxSensitivity(square, ones, 'saliency', { outputs, radius: 0.1, samples: 3 });
    expect(seeded.values[0]).toBeGreaterThan(0.01);
    expect(seeded.values[0]).toBeLessThanOrEqual(0.1);
    expect(seeded.provenance.options).toMatchObject({ of: 'saliency', radius: 0.1, samples: 3, seed: 0 });
  });

  it('asks an async function of plain data, with the same numbers', async () => {
    const calls: number[] = [];
    const remote = async ({ data, shape }: PlainBatch) => {
      calls.push(shape[0]);
      const scores = Array.from({ length: shape[0] }, (_, i) =>
        weights.reduce((sum, w, k) => sum + w * data[4 * i + k], 0),
      );
      return Promise.resolve({ data: scores.flatMap((score) => [score, 0]), shape: [shape[0], 2] });
    };
    const before = tf.memory().numTensors;
    for (const metric of [deletion, insertion, pixelFlipping, infidelity, completeness, road]) {
      const here = await metric(linear, ones, map(1, 2, 3, 5), { outputs });
      const there = await metric(remote, ones, map(1, 2, 3, 5), { outputs, batchSize: 3 });
      expect(there.values[0]).toBeCloseTo(here.values[0], 5);
    }
    const options = { outputs, methodOptions: { window: 1, stride: 1 }, samples: 2 } as const;
    const { values } = await maxSensitivity(remote, ones, 'occlusion', options);
    // Occlusion of a linear model is the input times its weights.
    expect(values[0]).toBeGreaterThan(0);
    expect(values[0]).toBeLessThan(0.02);
    const { rows } = await compareMethods(
      remote,
      ones,
      [{ method: 'occlusion', options: { window: 1, stride: 1 } }, 'saliency'],
      [{ metric: 'deletion', options: { step: 1, score: 'logit' } }],
      { outputs },
    );
    expect(rows[0].scores.deletion.mean).toBeCloseTo(3.75, 5);
    expect(rows[0].rank).toBe(1);
    expect(rows[1].error).toBeDefined();
    expect(Math.max(...calls)).toBeGreaterThan(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('explains the class that the map explains, held while the image changes', async () => {
    const attribution = { ...map(1, 2, 3, 4), targets: Int32Array.of(1) };
    const { curves } = await deletion(linear, ones, attribution, { outputs, step: 4 });
    close(curves![0].y, [sigmoid(-10), 0.5]);
  });

  describe.each([['deletion'], ['insertion'], ['pixelFlipping'], ['infidelity']] as const)('%s', (name) => {
    const metric = { deletion, insertion, pixelFlipping, infidelity }[name];

    it('gives the same for a batch as for its images one by one, however it is cut', async () => {
      const model = smallModel('branches that meet');
      const images = smallImages(2);
      const attribution = await saliency(model, images);
      const both = await metric(model, images, attribution, { batchSize: 3 });
      for (const image of [0, 1]) {
        const part = (data: Float32Array) => data.slice(image * 60, (image + 1) * 60);
        const one = { data: part(images.data), shape: [1, 6, 5, 2] };
        const itsMap = { values: part(attribution.values), shape: one.shape };
        const alone = await metric(model, one, itsMap, { target: attribution.targets[image] });
        expect(alone.values[0]).toBeCloseTo(both.values[image], 4);
      }
      model.dispose();
    });

    it('takes a map of a layer’s size, and says that it was stretched', async () => {
      const model = smallModel('a gate');
      const coarse = { values: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [1, 3, 2] };
      const { warnings } = await metric(model, smallImages(1), coarse);
      expect(warnings).toContain('the map of 3 x 2 was stretched to 6 x 5 (bilinear)');
      model.dispose();
    });
  });
});

it.each<[string, () => Promise<unknown>, string]>([
  [
    'a map of another size',
    () => deletion(linear, ones, { values: new Float32Array(8), shape: [1, 2, 2, 2, 1] }, { outputs }),
    'invalid attribution: shape [1, 2, 2, 2, 1] (expected [1, 2, 2], with or without channels)',
  ],
  [
    'maps of other images',
    () => deletion(linear, ones, { values: new Float32Array(8), shape: [2, 2, 2] }, { outputs }),
    'invalid attribution: maps of 2 images (expected 1)',
  ],
  [
    'a step beyond the image',
    () => deletion(linear, ones, map(1, 2, 3, 4), { outputs, step: 5 }),
    'invalid step: 5 (expected a share of the pixels above 0 and below 1, or pixels of 1 to 4)',
  ],
  [
    'a baseline that is not there',
    () => deletion(linear, ones, map(1, 2, 3, 4), { outputs, baseline: 'grey' as never }),
    "invalid baseline: 'grey' (expected a number, images, 'minimum', 'mean' or { blur: pixels })",
  ],
  [
    'no blur',
    () => insertion(linear, ones, map(1, 2, 3, 4), { outputs, baseline: { blur: 0 } }),
    'invalid blur: 0 (expected a standard deviation in pixels above 0)',
  ],
  [
    'an unknown kind',
    () => infidelity(linear, ones, map(1, 2, 3, 4), { outputs, kind: 'add' as never }),
    "invalid kind: add (expected 'subtract' or 'mask')",
  ],
  [
    'perturbations of another size',
    () =>
      infidelity(linear, ones, map(1, 2, 3, 4), {
        outputs,
        perturbations: { data: new Float32Array(2), shape: [1, 1, 2, 1] },
      }),
    'invalid perturbations: shape [1, 1, 2, 1] (expected [n, 2, 2, 1]',
  ],
  [
    'noise of another size',
    () =>
      maxSensitivity(linear, ones, 'saliency', {
        outputs,
        noise: { data: new Float32Array(2), shape: [1, 1, 2, 1] },
      }),
    'invalid noise: shape [1, 1, 2, 1] (expected [n, 2, 2, 1]',
  ],
  [
    'an unknown method',
    () => maxSensitivity(linear, ones, 'salience' as never, { outputs }),
    "unknown method: 'salience' (expected a function or one of: saliency,",
  ],
  [
    'no noise',
    () => maxSensitivity(linear, ones, 'saliency', { outputs, radius: 0 }),
    'invalid radius: 0 (expected a number above 0)',
  ],
  [
    'a target function that is not told',
    () => deletion(linear, ones, { ...map(1, 2, 3, 4), targets: Int32Array.of(-1) }, { outputs }),
    'option target is missing (expected the function that chose the score',
  ],
])('says what is wrong and what was expected: %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});
