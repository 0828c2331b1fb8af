import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { onBackend, onEveryBackend } from '../testing/backends';
import { givenBatch, imageOf, recordsOf } from '../testing/records';
import { referenceCases, runReference } from '../testing/reference-runs';
import { gradientShap } from './gradient-shap';
import { guidedBackprop } from './guided-backprop';
import { smoothGrad } from './smooth-grad';
import { smoothGradSquared } from './smooth-grad-squared';
import { varGrad } from './var-grad';

const records = referenceCases(['smoothGrad', 'smoothGradSquared', 'varGrad', 'gradientShap']);
const outputs = 'logits';
const tunnels = { smoothGrad, smoothGradSquared, varGrad };

/** `sum x^2 / 2 + slope * sum x`, of gradient `x + slope`. */
const bowl =
  (slope = 0) =>
  (x: tf.Tensor): tf.Tensor => {
    const flat = tf.reshape(x, [x.shape[0], -1]);
    return tf.sum(tf.add(tf.mul(tf.square(flat), 0.5), tf.mul(flat, slope)), 1, true);
  };
const pixels = (...data: number[]) => ({ data: Float32Array.from(data), shape: [1, data.length] });
const close = (actual: Float32Array, expected: number[], digits = 5) =>
  expected.forEach((value, i) => expect(actual[i], `${i}`).toBeCloseTo(value, digits));

onEveryBackend(() => {
  it.each(records.map((one) => ({ id: one.record.id, one })))('agrees with captum: $id', async ({ one }) => {
    for (const { error, tolerance, key } of await runReference(one)) {
      expect(error, key).toBeLessThanOrEqual(tolerance);
    }
  });
});

onBackend('wasm', () => {
  it('gives moments of the gradients at the noisy copies', async () => {
    const options = { outputs, noise: { data: Float32Array.of(1, 0, -1, 3), shape: [2, 2] } } as const;
    const image = pixels(10, -2);
    // Gradients (11, -2) and (9, 1).
    close((await smoothGrad(bowl(), image, options)).values, [10, -0.5]);
    close((await smoothGrad(bowl(), image, { ...options, of: 'saliency' })).values, [10, 1.5]);
    close((await smoothGrad(bowl(), image, { ...options, of: 'inputXGradient' })).values, [101, 2.5]);
    close((await smoothGradSquared(bowl(), image, options)).values, [101, 2.5]);
    close((await varGrad(bowl(), image, options)).values, [1, 2.25]);
  });

  it('draws normal noise of the standard deviation asked for', async () => {
    const image = pixels(...new Array<number>(50).fill(0));
    const options = { outputs, samples: 400, stdev: 0.5, batchSize: 400 } as const;
    const { values: means } = await smoothGrad(bowl(), image, options);
    const { values: variances } = await varGrad(bowl(), image, options);
    const mean = (list: ArrayLike<number>) => Array.from(list).reduce((a, b) => a + b, 0) / list.length;
    // Of 20000 draws: the standard errors are 0.0035 and 0.0025.
    expect(Math.abs(mean(means))).toBeLessThan(0.015);
    expect(Math.abs(mean(variances) - 0.25)).toBeLessThan(0.012);
    expect(new Set(means).size).toBe(50);
  });

  it("takes its noise by default from each image's range, and says where there is none", async () => {
    const images = { data: Float32Array.of(0, 1, -1, 3, 2, 2), shape: [3, 2] };
    const options = { outputs, samples: 8 } as const;
    const result = await varGrad(bowl(), images, options);
    const narrow = result.values.slice(0, 2);
    close(result.values.slice(2), [...narrow.map((value) => 16 * value), 0, 0]);
    expect(result.warnings).toEqual([
      'no noise was added to image 2, of one value throughout (give stdev as a number)',
      'image 2: the map is zero everywhere',
    ]);
    expect(result.provenance.options).toMatchObject({
      samples: 8,
      stdev: { ofRange: 0.15 },
      seed: 0,
      of: 'gradient',
    });
    const number = await varGrad(bowl(), images, { ...options, stdev: 0.15 });
    close(narrow, [...number.values.slice(0, 2)]);
    expect(number.warnings).toEqual([]);
  });

  it('finds a small variance beside a large gradient', async () => {
    const noise = { data: Float32Array.of(-1, 0, 2, 3), shape: [4, 1] };
    const { values } = await varGrad(bowl(5000), pixels(0.25), { outputs, noise, batchSize: 3 });
    expect(values[0]).toBeCloseTo(2.5, 2);
  });

  it.each(Object.keys(tunnels) as (keyof typeof tunnels)[])(
    '%s gives each image the same, alone or in a batch, however it is cut',
    async (name) => {
      const model = referenceModel('A');
      const { images } = referenceInputs('A');
      const options = { samples: 5, seed: 3 };
      const both = await tunnels[name](model, images, { ...options, batchSize: 4 });
      const scale = Math.max(...both.values.map(Math.abs));
      for (const input of [0, 1]) {
        const one = await tunnels[name](model, imageOf({ model: 'A', input }), options);
        one.values.forEach((value, k) =>
          expect(Math.abs(value - both.values[input * 144 + k]) / scale).toBeLessThan(1e-5),
        );
      }
      const again = await tunnels[name](model, images, { ...options, batchSize: 4 });
      expect(again.values).toEqual(both.values);
      const other = await tunnels[name](model, images, { samples: 5, seed: 4 });
      expect(other.values).not.toEqual(both.values);
    },
  );

  it('repeats guided backprop under noise, and is it where there is no noise', async () => {
    const model = referenceModel('A');
    const image = imageOf({ model: 'A', input: 0 });
    const still = await smoothGrad(model, image, { samples: 2, stdev: 0, of: 'guidedBackprop' });
    close(still.values, [...(await guidedBackprop(model, image)).values]);
    const function_ = smoothGrad(bowl(), pixels(1), { outputs, of: 'guidedBackprop' });
    await expect(function_).rejects.toThrow("guidedBackprop needs the model's layers");
  });

  it('adds other noise to each of several inputs, and explains a single sigmoid', async () => {
    const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [1], name }));
    const product = tfl.layers.multiply().apply([a, b]) as tfl.SymbolicTensor;
    const dense = tfl.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'ones' });
    const model = tfl.model({ inputs: [a, b], outputs: dense.apply(product) as tfl.SymbolicTensor });
    const images = { a: pixels(2), b: pixels(5) };
    // The gradient of a * b is the other input, noise and all.
    const noise = [
      { data: Float32Array.of(1, 3), shape: [2, 1] },
      { data: Float32Array.of(-1, -2), shape: [2, 1] },
    ];
    const { inputs } = await smoothGrad(model, images, { noise });
    expect(inputs!.map(({ name, values }) => [name, values[0]])).toEqual([
      ['a', 3.5],
      ['b', 4],
    ]);
    const drawn = await smoothGrad(model, images, { stdev: 1, samples: 3 });
    expect(drawn.inputs![0].values[0] - 5).not.toBeCloseTo(drawn.inputs![1].values[0] - 2, 3);
  });

  it('holds the target of the image without noise', async () => {
    const switching = (x: tf.Tensor) => tf.matMul(x, tf.tensor2d([1, 0, 0, 1], [2, 2]));
    const noise = { data: Float32Array.of(-9, 0, 9, 0), shape: [2, 2] };
    const predicted = await smoothGrad(switching, pixels(2, 1), { outputs, noise });
    expect([...predicted.targets, ...predicted.values]).toEqual([0, 1, 0]);
    const difference = await smoothGrad(switching, pixels(2, 1), {
      outputs,
      noise,
      target: (scores) => tf.sub(tf.sum(scores, 1), tf.max(scores, 1)),
    });
    // The smaller score: x0 with the first noise, x1 with the second.
    expect([...difference.targets, ...difference.values]).toEqual([-1, 0.5, 0.5]);
  });

  it('gradientShap is exact on a linear model, whatever it draws', async () => {
    const linear = (x: tf.Tensor) => tf.matMul(x, tf.tensor2d([2, -3], [2, 1]));
    const images = { data: Float32Array.of(1, 2, 3, 4), shape: [2, 2] };
    const one = { data: Float32Array.of(1, -1), shape: [1, 2] };
    const result = await gradientShap(linear, images, { outputs, baselines: one, samples: 3, batchSize: 2 });
    close(result.values, [0, -9, 4, -15]);
    close(result.delta, [0, 0]);
    const many = { data: Float32Array.of(0, 0, 10, 0, 0, 10), shape: [3, 2] };
    const drawn = await gradientShap(linear, images, {
      outputs,
      baselines: many,
      samples: 300,
      batchSize: 100,
    });
    close(drawn.delta, [0, 0], 3);
    // A third of the draws each: (x - 10 / 3) times the weights, within four standard errors.
    expect(Math.abs(drawn.values[0] - 2 * (1 - 10 / 3))).toBeLessThan(2.2);
    expect(Math.abs(drawn.values[1] + 3 * (2 - 10 / 3))).toBeLessThan(3.3);
    expect(drawn.provenance.options).toMatchObject({
      baselines: { shape: [3, 2] },
      samples: 300,
      stdev: 0,
      seed: 0,
    });
  });

  it('gradientShap with the coefficients of a rule of integration is that integral', async () => {
    const model = referenceModel('A');
    const image = imageOf({ model: 'A', input: 0 });
    const coefficients = Float32Array.from({ length: 40 }, (_, i) => (i + 0.5) / 40);
    const { delta, targetScores, values, provenance } = await gradientShap(model, image, { coefficients });
    const sum = values.reduce((a, b) => a + b, 0);
    expect(Math.abs(delta[0])).toBeLessThan(0.02 * Math.abs(sum));
    expect(targetScores[0]).toBeGreaterThan(0);
    expect(provenance.progress).toEqual({ done: 40, total: 40 });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'no samples',
      () => smoothGrad(bowl(), pixels(1), { outputs, samples: 0 }),
      'invalid samples: 0 (expected',
    ],
    [
      'a negative stdev',
      () => varGrad(bowl(), pixels(1), { outputs, stdev: -1 }),
      'invalid stdev: -1 (expected',
    ],
    [
      'a stdev of nothing',
      () => varGrad(bowl(), pixels(1), { outputs, stdev: {} as { ofRange: number } }),
      'invalid stdev: {} (expected a number from 0, or { ofRange:',
    ],
    [
      'another inner method',
      () => smoothGrad(bowl(), pixels(1), { outputs, of: 'lrp' as 'gradient' }),
      "invalid of: 'lrp' (expected one of: gradient, saliency,",
    ],
    [
      'noise of another shape',
      () => smoothGrad(bowl(), pixels(1), { outputs, noise: pixels(1, 2) }),
      'shape [1, 2] (expected [n, 1]',
    ],
    [
      'noise of another number',
      () => smoothGrad(bowl(), pixels(1), { outputs, noise: pixels(1), samples: 2 }),
      'invalid noise: 1 samples (expected 2, as samples says)',
    ],
    [
      'a seed that is no whole number',
      () => smoothGrad(bowl(), pixels(1), { outputs, seed: 0.5, stdev: 1 }),
      'invalid seed: 0.5',
    ],
    [
      'too many coefficients',
      () => gradientShap(bowl(), pixels(1), { outputs, samples: 1, coefficients: [0, 1] }),
      'invalid coefficients: 2 numbers (expected 1, one a sample)',
    ],
    [
      'a coefficient beyond the path',
      () => gradientShap(bowl(), pixels(1), { outputs, coefficients: [1.5] }),
      'invalid coefficients: 1.5 (expected numbers in 0..1)',
    ],
  ])('says what is wrong: %s', async (_, run, message) => {
    await expect(run()).rejects.toThrow(message);
  });

  it('takes the noise of a record as it is, whatever the seed', async () => {
    const [record] = recordsOf('captum', /^NoiseTunnel\/smoothgrad\/abs0$/);
    const noise = givenBatch(record, 'noise');
    const run = (seed: number) => smoothGrad(referenceModel('A'), imageOf(record), { noise, seed });
    const result = await run(1);
    expect(result.values).toEqual((await run(2)).values);
    expect(result.provenance.options.noise).toEqual({ shape: noise.shape });
    expect(result.provenance.options).not.toHaveProperty('stdev');
  });
});
