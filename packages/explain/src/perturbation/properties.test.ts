import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { canExplain } from '../catalogue/can-explain';
import { deletion } from '../faithfulness/deletion';
import { insertion } from '../faithfulness/insertion';
import { felzenszwalb } from '../segments/felzenszwalb';
import { gridSegments } from '../segments/grid-segments';
import type { PlainImage } from '../segments/plain-image';
import { slic } from '../segments/slic';
import { stream } from '../stream';
import { onBackend } from '../testing/backends';
import { onPlainData, type PlainDataModel } from './black-box';
import { featureAblation, type FeatureAblationOptions } from './feature-ablation';
import { kernelShap } from './kernel-shap';
import { lime } from './lime';
import type { LinearAttribution } from './linear-attribution';
import { limeMask } from './lime-mask';
import { occlusion } from './occlusion';
import { rise } from './rise';
import { shapleyValues } from './shapley-values';

const { images } = referenceInputs('A');
const rows = images.shape[0];
const size = 144;
/** The images first..last as a batch. */
const some = (first: number, last: number) => ({
  data: images.data.slice(first * size, last * size),
  shape: [last - first, 12, 12, 1],
});
/** A grid of 2 x 2, 3 x 3, 4 x 4. */
const grid = (cells: number) =>
  Int32Array.from({ length: size }, (_, i) => {
    const [y, x] = [Math.floor(i / 12), i % 12].map((at) => Math.floor((at * cells) / 12));
    return y * cells + x;
  });
const sumOf = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
/** The standard deviation. */
const spreadOf = (values: number[]) => {
  const mean = sumOf(values) / values.length;
  return Math.sqrt(sumOf(values.map((value) => (value - mean) ** 2)) / (values.length - 1));
};

onBackend('wasm', () => {
  it('Shapley values add up to the difference of the scores, sampled or not', async () => {
    const model = referenceModel('A');
    const black = { data: new Float32Array(size), shape: [1, 12, 12, 1] };
    const target = [1, 3];
    const own = await shapleyValues(model, some(0, 2), { target, segments: grid(3) });
    const without = await featureAblation(model, black, { target: 1, segments: grid(2) });
    const other = await featureAblation(model, black, { target: 3, segments: grid(2) });
    const floor = [without.targetScores[0], other.targetScores[0]];
    for (const [image, start] of floor.entries()) {
      const coefficients = own.coefficients.subarray(image * 9, image * 9 + 9);
      expect(sumOf(coefficients)).toBeCloseTo(own.targetScores[image] - start, 5);
    }
    const sampled = await kernelShap(model, some(0, 2), { target, segments: grid(3), samples: 100, seed: 3 });
    for (const image of [0, 1]) {
      const mine = sampled.coefficients.subarray(image * 9, image * 9 + 9);
      expect(sumOf(mine)).toBeCloseTo(own.targetScores[image] - floor[image], 5);
      // Three standard errors and a little.
      mine.forEach((value, j) => {
        const exact = own.coefficients[image * 9 + j];
        expect(Math.abs(value - exact)).toBeLessThan(4 * sampled.standardErrors[image * 9 + j] + 1e-3);
      });
    }
  });

  it('a batch gives what its images give one by one, also with segments of their own', async () => {
    const model = referenceModel('A');
    const n = Math.min(3, rows);
    const segments = [grid(2), grid(3), grid(4)].slice(0, n);
    const calls = {
      featureAblation,
      lime: (...[m, x, o]: Parameters<typeof lime>) => lime(m, x, { ...o, samples: 40, seed: 5 }),
      kernelShap: (...[m, x, o]: Parameters<typeof kernelShap>) =>
        kernelShap(m, x, { ...o, samples: 40, seed: 5 }),
    };
    for (const [name, method] of Object.entries(calls)) {
      const options: FeatureAblationOptions = { segments, batchSize: 7 };
      const together = await method(model, some(0, n), options);
      for (let image = 0; image < n; image++) {
        const alone = await method(model, some(image, image + 1), { segments: segments[image] });
        expect(together.targets[image]).toBe(alone.targets[0]);
        const own = together.values.subarray(image * size, (image + 1) * size);
        own.forEach((value, i) => expect(Math.abs(value - alone.values[i]), name).toBeLessThan(1e-5));
      }
    }
  });

  it('one seed gives one result, another seed another; more samples keep those that were there', async () => {
    const model = referenceModel('A');
    const options = { segments: grid(3), samples: 60, seed: 1 };
    const first = await lime(model, some(0, 1), options);
    expect(await lime(model, some(0, 1), options)).toEqual(first);
    const other = await lime(model, some(0, 1), { ...options, seed: 2 });
    expect(other.samples[0].masks).not.toEqual(first.samples[0].masks);
    const more = await lime(model, some(0, 1), { ...options, samples: 90 });
    expect(more.samples[0].masks.slice(0, 60 * 9)).toEqual(first.samples[0].masks);
    const masks = { masks: 20, grid: 4 };
    const a = await rise(model, some(0, 1), { ...masks, seed: 1 });
    expect((await rise(model, some(0, 1), { ...masks, seed: 1, batchSize: 3 })).values).toEqual(a.values);
    expect((await rise(model, some(0, 1), { ...masks, seed: 2 })).values).not.toEqual(a.values);
  });

  it('standard errors are what the coefficients vary by from seed to seed', async () => {
    const model = referenceModel('A');
    const seeds = Array.from({ length: 24 }, (_, seed) => seed);
    for (const method of [lime, kernelShap]) {
      const results: LinearAttribution[] = [];
      for (const seed of seeds) {
        const options = { segments: grid(3), samples: 120, seed, target: 2, score: 'logit' } as const;
        results.push(await method(model, some(0, 1), options));
      }
      const said = sumOf(results.flatMap(({ standardErrors }) => [...standardErrors])) / results.length;
      const seen = sumOf(
        Array.from({ length: 9 }, (_, j) => spreadOf(results.map(({ coefficients }) => coefficients[j]))),
      );
      expect(said / seen, method.name).toBeGreaterThan(0.75);
      expect(said / seen, method.name).toBeLessThan(1.35);
    }
  });

  it('standard errors are right also where there are hardly more draws than segments', async () => {
    // One output of six inputs, far from linear.
    const bend = (x: tf.Tensor) => {
      const flat = tf.reshape(x, [-1, 6]);
      const sum = tf.matMul(flat, tf.tensor2d([1.5, -1, 0.5, 2, -0.5, 1], [6, 1]));
      return tf.tanh(sum);
    };
    const ones = { data: new Float32Array(6).fill(1), shape: [1, 2, 3, 1] };
    const segments = Int32Array.of(0, 1, 2, 3, 4, 5);
    const options = { outputs: 'logits', segments } as const;
    const exact = await shapleyValues(bend, ones, options);
    const [said, seen] = [[] as number[], [] as number[]];
    for (let seed = 0; seed < 60; seed++) {
      // Nine pairs.
      const found = await kernelShap(bend, ones, { ...options, samples: 20, seed });
      found.standardErrors.forEach((error, j) => {
        if (error === Infinity) return;
        said.push(error ** 2);
        seen.push((found.coefficients[j] - exact.coefficients[j]) ** 2);
      });
    }
    expect(said.length).toBeGreaterThan(100);
    const ratio = Math.sqrt(sumOf(said) / sumOf(seen));
    expect(ratio).toBeGreaterThan(0.7);
    expect(ratio).toBeLessThan(1.5);
  });

  it('models of every kind say the same: layers, a function of tensors, plain data marked, async or found out', async () => {
    const model = referenceModel('A');
    const answer = async ({ data, shape }: { data: Float32Array; shape: readonly number[] }) => {
      await Promise.resolve();
      const output = tf.tidy(() => model.predict(tf.tensor(data, [...shape])) as tf.Tensor);
      const scores = await output.data();
      output.dispose();
      return { data: scores, shape: output.shape };
    };
    let called = 0;
    const foundOut: PlainDataModel = (batch) => {
      called++;
      return answer(batch);
    };
    const before = tf.memory().numTensors;
    const options = { segments: grid(3), samples: 40, outputs: 'logits' } as const;
    const expected = await lime(model, some(0, 2), options);
    const kinds = [
      (x: tf.Tensor) => model.predict(x) as tf.Tensor,
      answer,
      onPlainData((x) => answer(x)),
      foundOut,
    ];
    for (const kind of kinds) {
      const { values, targets, targetScores } = await lime(kind, some(0, 2), options);
      expect(targets).toEqual(expected.targets);
      targetScores.forEach((score, i) => expect(score).toBeCloseTo(expected.targetScores[i], 5));
      values.forEach((value, i) => expect(value).toBeCloseTo(expected.values[i], 5));
    }
    // Once in vain, the images, 2 * 32 samples in two passes and the last 2 * 8.
    expect(called).toBe(1 + 1 + 2 + 1);
    expect(tf.memory().numTensors).toBe(before);
    expect(canExplain(answer, 'lime', { outputs: 'logits' })).toEqual({ ok: true });
    expect(canExplain(answer, 'saliency', { outputs: 'logits' })).toMatchObject({ ok: false });
  });

  it('plain data: what it throws and what it returns wrong is said, and nothing stays on the device', async () => {
    const before = tf.memory().numTensors;
    const options = { segments: grid(2), outputs: 'probabilities', score: 'probability' } as const;
    const failing = onPlainData(() => Promise.reject(new Error('the server is down')));
    await expect(featureAblation(failing, some(0, 1), options)).rejects.toThrow('the server is down');
    const short = onPlainData(() => Promise.resolve({ data: [1, 2], shape: [2, 1] }));
    await expect(featureAblation(short, some(0, 1), options)).rejects.toThrow(
      'the model returned 2 numbers of shape [2, 1] (expected { data, shape } of shape [1, classes])',
    );
    await expect(featureAblation(short, some(0, 1), { segments: grid(2) })).rejects.toThrow(
      'option outputs is missing',
    );
    let calls = 0;
    const growing = onPlainData(({ shape: [n] }) => {
      const classes = calls++ === 0 ? 2 : 3;
      return { data: new Float32Array(n * classes).fill(0.5), shape: [n, classes] };
    });
    await expect(featureAblation(growing, some(0, 1), options)).rejects.toThrow(
      'the model returned scores of [n, 3] (expected [n, 2], as before)',
    );
    expect(tf.memory().numTensors).toBe(before);
    const tensors = as<PlainDataModel>(() => Promise.resolve(tf.zeros([1, 2])));
    await expect(featureAblation(onPlainData(tensors), some(0, 1), options)).rejects.toThrow(
      'the async model returned a tensor (expected { data, shape }',
    );
  });

  it('an abort does not wait for a model that never answers', async () => {
    const before = tf.memory().numTensors;
    let calls = 0;
    const hanging = onPlainData(({ shape: [n] }) => {
      if (calls++ > 0) return new Promise(() => undefined);
      return Promise.resolve({ data: new Float32Array(n * 2), shape: [n, 2] });
    });
    const options = { outputs: 'logits', segments: grid(2) } as const;
    for (const method of [lime, rise, occlusion, featureAblation]) {
      calls = 0;
      const abort = new AbortController();
      const own = method === rise || method === occlusion ? { outputs: options.outputs } : options;
      const pending = method(hanging, some(0, 1), { ...own, signal: abort.signal });
      setTimeout(() => abort.abort(), 20);
      await expect(pending, method.name).rejects.toMatchObject({ name: 'AbortError' });
    }
    calls = 0;
    const map = { values: images.data.slice(0, size), shape: [1, 12, 12, 1], targets: Int32Array.of(0) };
    const abort = new AbortController();
    const pending = deletion(hanging, some(0, 1), map, {
      outputs: 'logits',
      signal: abort.signal,
      batchSize: 4,
    });
    setTimeout(() => abort.abort(), 20);
    await expect(pending).rejects.toMatchObject({ name: 'AbortError' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('images of a model with other inputs beside them are masked, the others stay', async () => {
    const picture = tfl.input({ shape: [2, 2, 1] });
    const numbers = tfl.input({ shape: [3] });
    const flat = tfl.layers.flatten().apply(picture) as tfl.SymbolicTensor;
    const joined = tfl.layers.concatenate().apply([flat, numbers]) as tfl.SymbolicTensor;
    const output = tfl.layers.dense({ units: 1 }).apply(joined) as tfl.SymbolicTensor;
    const model = tfl.model({ inputs: [picture, numbers], outputs: output });
    tf.tidy(() => model.setWeights([tf.tensor2d([1, 2, 3, 4, 5, 6, 7], [7, 1]), tf.tensor1d([0])]));
    const inputs = [
      { data: Float32Array.of(1, 1, 1, 1), shape: [1, 2, 2, 1] },
      { data: Float32Array.of(1, 1, 1), shape: [1, 3] },
    ];
    const result = await featureAblation(model, inputs, { segments: Int32Array.of(0, 0, 1, 1) });
    expect([...result.values]).toEqual([3, 3, 7, 7]);
    expect([...result.inputs![1].values]).toEqual([0, 0, 0]);
    expect(result.warnings).toEqual([
      `input '${numbers.sourceLayer.name}' is left as it is: its values are 0`,
    ]);
    const sum = (a: tf.Tensor, b: tf.Tensor) => tf.sum(tf.reshape(tf.add(a, b), [-1, 4]), 1, true);
    const pair = [inputs[0], { data: new Float32Array(4).fill(10), shape: [1, 2, 2, 1] }];
    const both = await occlusion(sum, pair, { outputs: 'logits', window: 1, stride: 1 });
    expect(both.inputs!.map(({ values }) => values[0])).toEqual([11, 11]);
    expect(both.warnings).toEqual([
      "inputs 'input 0' and 'input 1' are hidden at the same places together: each has the joint effect",
    ]);
  });

  it('a regression whose output the default would squash is told of, until the score or the outputs are stated', async () => {
    // Twenty years and the sum of the pixels.
    const age = tfl.sequential({
      layers: [tfl.layers.flatten({ inputShape: [2, 2, 1] }), tfl.layers.dense({ units: 1 })],
    });
    tf.tidy(() => age.setWeights([tf.ones([4, 1]), tf.tensor1d([20])]));
    const face = { data: Float32Array.of(1, 1, 1, 1), shape: [1, 2, 2, 1] };
    const told =
      "the model ends in no softmax or sigmoid: its output was taken for logits and squashed to probabilities (for a regression say score: 'logit', for logits outputs: 'logits')";
    const options = { segments: Int32Array.of(0, 1, 2, 3), samples: 30 };
    const map = await occlusion(age, face, { window: 1 });
    expect(map.warnings).toEqual([]);
    const squashed = [
      await lime(age, face, options),
      await rise(age, face, { masks: 3 }),
      await deletion(age, face, map),
      await insertion(age, face, map),
    ];
    for (const { warnings } of squashed) {
      expect(warnings[0]).toBe(told);
      expect(warnings[1]).toContain('the probability of image 0 is so near 0 or 1 that it');
    }
    const { targetScores, warnings: ofLime } = await lime(age, face, { ...options, score: 'logit' });
    expect(targetScores[0]).toBe(24);
    expect(ofLime).not.toContain(told);
    const asked = [
      await deletion(age, face, map, { score: 'logit' }),
      await insertion(age, face, map, { score: 'logit' }),
      await deletion(age, face, map, { outputs: 'logits', score: 'probability' }),
    ];
    for (const { warnings } of asked) expect(warnings).not.toContain(told);
    expect(asked[0].values[0]).toBeCloseTo(22, 5);
  });

  it('segments are made where none are given, by a segmenter or by default', async () => {
    const model = referenceModel('A');
    const { segments } = await lime(model, some(0, 2), { samples: 40 });
    expect(segments.map(({ shape }) => shape)).toEqual([
      [12, 12],
      [12, 12],
    ]);
    expect(segments[0].count).toBeGreaterThan(3);
    const halves = () => ({ labels: grid(2), shape: [12, 12] as const, count: 4 });
    const made = await kernelShap(model, some(0, 1), { segmenter: halves });
    expect(made.coefficients.length).toBe(4);
  });

  it('segmenters get a picture that they can take, whatever the model takes', async () => {
    const mean = (x: tf.Tensor4D) => tf.mean(x, [1, 2]);
    for (const [channels, scale, shift] of [
      [3, 2, -1],
      [3, 255, 0],
      [4, 1, 0],
      [2, 1, 0],
    ]) {
      const data = Float32Array.from(
        { length: 64 * channels },
        (_, i) => (((i * 7) % 64) / 64) * scale + shift,
      );
      const wide = { data, shape: [1, 8, 8, channels] };
      for (const segmenter of [felzenszwalb, slic, (image: PlainImage) => gridSegments(image)]) {
        const options = { outputs: 'logits', segmenter, samples: 40 } as const;
        const { segments } = await lime(mean, wide, options);
        expect(segments[0].count).toBeGreaterThan(0);
      }
      expect(gridSegments({ data, shape: [8, 8, channels] }, { rows: 2, columns: 2 }).count).toBe(4);
    }
  });

  it('the masks of a linear attribution keep, mark and hide what they say', () => {
    const segments = [{ labels: Int32Array.of(0, 1, 2, 3), shape: [2, 2] as const, count: 4 }];
    const result = { segments, coefficients: Float64Array.of(0.5, -0.7, 0, 0.1) };
    expect([...limeMask(result).mask]).toEqual([1, 0, 0, 1]);
    expect(limeMask(result, { features: 1 })).toEqual({
      mask: Int8Array.of(1, 0, 0, 0),
      shape: [2, 2],
      segments: [0],
    });
    expect([...limeMask(result, { minWeight: 0.2 }).mask]).toEqual([1, 0, 0, 0]);
    expect([...limeMask(result, { negativeOnly: true }).mask]).toEqual([0, 1, 0, 0]);
    expect([...limeMask(result, { positiveOnly: false }).mask]).toEqual([1, -1, 0, 1]);
    const colors = { data: new Float32Array(12).fill(0.5), shape: [1, 2, 2, 3] };
    const { image } = limeMask(result, { features: 1, hideRest: true, images: colors });
    expect([...image!.data]).toEqual([0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(() => limeMask(result, { positiveOnly: true, negativeOnly: true })).toThrow('both true');
    const wrong = (options: object) => () => limeMask(result, options);
    expect(wrong({ features: 1.5 })).toThrow('invalid features: 1.5 (expected a whole number from 1)');
    expect(wrong({ minWeight: NaN })).toThrow('invalid minWeight: NaN (expected a number from 0)');
    expect(wrong({ hideRest: 'yes' })).toThrow('invalid hideRest: "yes" (expected true or false)');
    expect(wrong({ numFeatures: 3 })).toThrow("unknown option: 'numFeatures'");
    expect(() => limeMask(result, { index: 1 })).toThrow('invalid index: 1 (expected an image from 0 to 0)');
  });

  it('a stream says of every stage what its samples say', async () => {
    const model = referenceModel('A');
    const options = { segments: grid(2), samples: 40, batchSize: 8, seed: 4 };
    for await (const part of stream('lime', model, some(0, 1), options)) {
      const { done } = part.provenance.progress!;
      const alone = await lime(model, some(0, 1), { ...options, samples: done });
      part.coefficients.forEach((value, j) => expect(value).toBeCloseTo(alone.coefficients[j], 6));
      part.standardErrors.forEach((value, j) => expect(value).toBeCloseTo(alone.standardErrors[j], 6));
    }
  });
});

const as = <T>(value: unknown) => value as T;
const model = () => referenceModel('A');
const one = some(0, 1);

it.each<[string, () => Promise<unknown>, string]>([
  [
    'a window of nothing',
    () => occlusion(model(), one, { window: 0 }),
    'invalid window: 0 (expected a whole number from 1, or two)',
  ],
  [
    'a stride that is no number',
    () => occlusion(model(), one, { stride: as([1, 'x']) }),
    'invalid stride: 1,x (expected a whole number from 1, or two)',
  ],
  [
    'segments of another size',
    () => featureAblation(model(), one, { segments: Int32Array.of(0, 1) }),
    'invalid segments: 2 labels (expected 144, for [12, 12])',
  ],
  [
    'too many segmentations',
    () => featureAblation(model(), one, { segments: [grid(2), grid(2)] }),
    'invalid segments: 2 segmentations (expected one, or 1: one an image)',
  ],
  [
    'too many players',
    () => shapleyValues(model(), one, { segments: Int32Array.from({ length: 144 }, (_, i) => i % 17) }),
    'invalid segments: 17 segments take 2^17 forward passes (expected 16 at the most; kernelShap estimates',
  ],
  [
    'too few samples',
    () => kernelShap(model(), one, { segments: grid(3), samples: 2 }),
    'invalid samples: 2 (expected a whole number from 3)',
  ],
  [
    'masks of other segments',
    () => lime(model(), one, { segments: grid(2), masks: { data: [1, 1, 1], shape: [1, 3] } }),
    'invalid masks: 3 numbers of shape [1, 3] (expected [samples, 4]: one number a segment)',
  ],
  [
    'masks of halves',
    () => lime(model(), one, { segments: grid(2), masks: { data: [1, 1, 0.5, 1], shape: [1, 4] } }),
    'invalid masks: 0.5 (expected 0 and 1)',
  ],
  [
    'an unknown distance',
    () => lime(model(), one, { distance: as('l1') }),
    "invalid distance: 'l1' (expected cosine,",
  ],
  [
    'a kernel of no width',
    () => lime(model(), one, { kernelWidth: 0 }),
    'invalid kernelWidth: 0 (expected more than 0)',
  ],
  [
    'an unknown regressor',
    () => lime(model(), one, { regressor: as('tree') }),
    "invalid regressor: tree (expected 'ridge', 'linear' or 'lasso')",
  ],
  [
    'an unknown selection',
    () => lime(model(), one, { features: 2, featureSelection: as('best') }),
    "invalid featureSelection: 'best' (expected none, auto, highestWeights, forwardSelection, lassoPath)",
  ],
  [
    'colours of other channels',
    () => lime(model(), one, { hideColor: [0, 0, 0] }),
    "invalid hideColor: 0,0,0 (expected 'mean', a number)",
  ],
  ['no masks', () => rise(model(), one, { masks: 0 }), 'invalid masks: 0 (expected a whole number from 1)'],
  ['nothing kept', () => rise(model(), one, { keep: 0 }), 'invalid keep: 0 (expected above 0, at most 1)'],
  [
    'a grid of nothing',
    () => rise(model(), one, { grid: 0 }),
    'invalid grid: 0 (expected a whole number from 1, or two)',
  ],
  [
    'no window at all',
    () => occlusion(model(), one, { window: as(null) }),
    'invalid window: null (expected a whole number from 1, or two)',
  ],
])('says what is wrong and what was expected: %s', async (_, run, message) => {
  await expect(run()).rejects.toThrow(message);
});
