import { referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { onEveryBackend } from '../testing/backends';
import { layerActivations } from '../layers/layer-activations';
import { maximizeActivation } from './maximize-activation';
import type { ActivationObjective } from './objective';
import { blur } from './regularizers';
import { jitter, rotate, scale } from './transforms';

/** Of all pairs of rows of `[n, h, w, c]` the mean cosine of their Gram matrices. */
function meanLikeness(values: Float32Array, [n, h, w, c]: readonly number[]): number {
  const grams = Array.from({ length: n }, (_, row) =>
    Array.from({ length: c * c }, (_, at) => {
      let sum = 0;
      for (let p = row * h * w; p < (row + 1) * h * w; p++)
        sum += values[p * c + Math.floor(at / c)] * values[p * c + (at % c)];
      return sum;
    }),
  );
  const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
  const cosine = (a: number[], b: number[]) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  const pairs = grams.flatMap((a, i) => grams.slice(i + 1).map((b) => cosine(a, b)));
  return pairs.reduce((sum, value) => sum + value, 0) / pairs.length;
}

const bare = { regularizers: [], transforms: [] };

onEveryBackend(() => {
  it('paints white where a linear filter is positive and black where it is negative', async () => {
    const model = tfl.sequential();
    model.add(tfl.layers.conv2d({ inputShape: [2, 2, 1], filters: 1, kernelSize: 2, name: 'conv' }));
    tf.tidy(() => model.setWeights([tf.tensor4d([1, -1, -2, 3], [2, 2, 1, 1]), tf.zeros([1])]));
    const { values, shape, objective, trace, traceShape } = await maximizeActivation(
      model,
      { layer: 'conv', filter: 0 },
      { ...bare, init: 'grey', optimizer: 'ascent', stepSize: 0.1, steps: 20 },
    );
    expect([...values]).toEqual([1, 0, 0, 1]);
    expect(shape).toEqual([1, 2, 2, 1]);
    expect([...objective]).toEqual([4]);
    expect(traceShape).toEqual([1, 21]);
    expect(trace[0]).toBeCloseTo(0.5, 6);
    // The gradient (1, -1, -2, 3) has a mean square of 15 / 4: a step of 0.1 raises the mean by 0.1 * 15 / sqrt(3.75).
    expect(trace[1] - trace[0]).toBeCloseTo((0.1 * 15) / Math.sqrt(15 / 4), 5);
  });

  it('paints within the range that a standardised model takes, and starts in its middle', async () => {
    const model = tfl.sequential();
    model.add(tfl.layers.conv2d({ inputShape: [2, 2, 1], filters: 1, kernelSize: 2, name: 'conv' }));
    tf.tidy(() => model.setWeights([tf.tensor4d([1, -1, -2, 3], [2, 2, 1, 1]), tf.zeros([1])]));
    const options = { ...bare, optimizer: 'ascent', stepSize: 0.1, steps: 20, range: [-2, 3] } as const;
    const { values, objective, trace } = await maximizeActivation(
      model,
      { layer: 'conv', filter: 0 },
      { ...options, init: 'grey' },
    );
    expect([...values]).toEqual([3, -2, -2, 3]);
    expect([...objective]).toEqual([18]);
    expect(trace[0]).toBeCloseTo(0.5, 6);
    const init = { data: Float32Array.of(0, 0, 0, 3.5), shape: [1, 2, 2, 1] };
    await expect(
      maximizeActivation(model, { layer: 'conv', filter: 0 }, { ...options, init }),
    ).rejects.toThrow('invalid init: value 3.5 (expected within the range -2..3)');
    await expect(maximizeActivation(model, { layer: 'conv', filter: 0 }, { range: [1, 0] })).rejects.toThrow(
      'invalid range: [1, 0]',
    );
  });

  it('raises what it is asked to raise, also with regularizers and moves', async () => {
    const model = referenceModel('A');
    for (const objective of [
      { layer: 'conv2', filter: 2 },
      { class: 5 },
      { layer: 'fc1', neuron: [3] },
      { layer: 'conv1', neuron: [4, 4, 1] },
      (scores: tf.Tensor) => tf.mean(scores, 1),
    ]) {
      const { trace, values } = await maximizeActivation(model, objective, { steps: 30 });
      expect(trace.at(-1)).toBeGreaterThan(trace[0] + 0.05);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(1);
    }
  });

  it('sums objectives with weights, and joins them to a batch of a picture each', async () => {
    const model = referenceModel('A');
    const options = { ...bare, steps: 3 };
    const paint = (objective: ActivationObjective) => maximizeActivation(model, objective, options);
    const [filter, neuron] = [
      { layer: 'conv2', filter: 2 },
      { layer: 'fc1', neuron: [3] },
    ];
    const joined = await paint([filter, { classes: [5, 1] }, neuron, { layer: 'conv2', filters: [2, 0] }]);
    expect(joined.shape).toEqual([6, 12, 12, 1]);
    for (const [i, one] of [filter, { class: 5 }, { class: 1 }, neuron, filter].entries()) {
      const { values, trace } = await paint(one);
      values.forEach((value, p) => expect(Math.abs(joined.values[i * 144 + p] - value)).toBeLessThan(1e-5));
      trace.forEach((value, step) => expect(joined.trace[i * 4 + step]).toBeCloseTo(value, 4));
    }
    // At the same start a sum is the sum of its parts; a part of one picture counts for each.
    const sum = await paint({
      sum: [{ objective: { layer: 'conv2', filters: [2, 0] } }, { objective: neuron, weight: -0.5 }],
    });
    expect(sum.trace[0]).toBeCloseTo(joined.trace[0] - 0.5 * joined.trace[12], 5);
    expect(sum.trace[4]).toBeCloseTo(joined.trace[20] - 0.5 * joined.trace[12], 5);
    const uneven = { sum: [{ objective: { classes: [0, 1] } }, { objective: { classes: [0, 1, 2] } }] };
    await expect(paint(uneven)).rejects.toThrow('a part of 2 pictures beside one of 3');
  });

  it('paints a filter in pictures that differ, the more the more that is asked for', async () => {
    const model = referenceModel('A');
    const paint = async (diversity: number) => {
      const objective = { layer: 'relu2', filter: 2, diverse: 3, diversity };
      const { values } = await maximizeActivation(model, objective, { ...bare, init: 'noise', steps: 12 });
      const images = { data: values, shape: [3, 12, 12, 1] };
      const [relu2] = await layerActivations(model, images, { layers: ['relu2'] });
      return meanLikeness(relu2.values, relu2.shape);
    };
    expect(await paint(20)).toBeLessThan((await paint(0)) - 0.02);
    const cut = { layer: 'relu2', filter: 2, diverse: 3 };
    await expect(maximizeActivation(model, cut, { batchSize: 2 })).rejects.toThrow(
      'invalid batchSize: 2 of 3 diverse pictures',
    );
  });

  it('paints with waves and from coarse to fine as well', async () => {
    const model = referenceModel('A');
    const objective = { layer: 'conv2', filters: [0, 2] };
    const transforms = [jitter(), scale(), rotate()];
    for (const more of [
      { parametrization: 'fourier' },
      { parametrization: 'fourier', optimizer: 'ascent', octaves: 2 },
      { octaves: 2, transforms },
    ] as const) {
      const { trace, values, shape } = await maximizeActivation(model, objective, {
        ...{ steps: 8, stepSize: 0.05 },
        ...more,
      });
      expect(shape).toEqual([2, 12, 12, 1]);
      for (const row of [trace.subarray(0, 9), trace.subarray(9)])
        expect(row[8]).toBeGreaterThan(row[0] + 0.02);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(1);
    }
  });

  it('finds a sinusoid by waves where a filter asks for one', async () => {
    const model = tfl.sequential();
    model.add(
      tfl.layers.conv2d({
        inputShape: [12, 12, 1],
        filters: 1,
        kernelSize: 12,
        useBias: false,
        name: 'conv',
      }),
    );
    // A wave of the cosine basis, so that only one of the numbers has a gradient at grey.
    const wave = Float32Array.from({ length: 144 }, (_, i) =>
      Math.cos((Math.PI * 3 * ((i % 12) + 0.5)) / 12),
    );
    tf.tidy(() => model.setWeights([tf.tensor4d(wave, [12, 12, 1, 1])]));
    const options = { ...bare, init: 'grey', parametrization: 'fourier', optimizer: 'ascent' } as const;
    const { values } = await maximizeActivation(
      model,
      { layer: 'conv', filter: 0 },
      { ...options, steps: 1, stepSize: 0.01 },
    );
    const [a, b] = [values[0] - 0.5, values[1] - 0.5];
    expect(a).toBeGreaterThan(0.01);
    expect(b / a).toBeCloseTo(wave[1] / wave[0], 2);
    for (let i = 0; i < 144; i++) expect(values[i]).toBeCloseTo(values[i % 12], 5);
  });

  it('gives for many filters at once what each gives alone', async () => {
    const model = referenceModel('C');
    const filters = [0, 3, 7];
    const options = { steps: 6, seed: 5 };
    const together = await maximizeActivation(model, { layer: 'conv1', filters }, options);
    const cut = await maximizeActivation(model, { layer: 'conv1', filters }, { ...options, batchSize: 2 });
    const size = 24 * 24 * 3;
    for (const [i, filter] of filters.entries()) {
      const alone = await maximizeActivation(model, { layer: 'conv1', filter }, options);
      for (const many of [together, cut]) {
        const picture = many.values.slice(i * size, (i + 1) * size);
        expect(Math.max(...picture.map((value, k) => Math.abs(value - alone.values[k])))).toBeLessThan(1e-5);
        expect(many.objective[i]).toBeCloseTo(alone.objective[0], 5);
      }
    }
  });

  it('repeats itself for a seed and differs for another', async () => {
    const paint = (seed: number) => maximizeActivation(referenceModel('A'), { class: 1 }, { steps: 5, seed });
    const [one, again, other] = [await paint(1), await paint(1), await paint(2)];
    expect(again.values).toEqual(one.values);
    expect(other.values).not.toEqual(one.values);
  });

  it('starts from a given image', async () => {
    const image = { data: new Float32Array(144).fill(0.75), shape: [1, 12, 12, 1] };
    const { values } = await maximizeActivation(
      referenceModel('A'),
      { class: 1 },
      { ...bare, init: image, steps: 1, stepSize: 0.001 },
    );
    for (const value of values) expect(Math.abs(value - 0.75)).toBeLessThanOrEqual(0.00101);
  });

  it('names a filter that never had a gradient', async () => {
    const model = tfl.sequential();
    model.add(
      tfl.layers.conv2d({
        inputShape: [4, 4, 1],
        filters: 2,
        kernelSize: 3,
        activation: 'relu',
        name: 'conv',
      }),
    );
    tf.tidy(() => model.setWeights([tf.ones([3, 3, 1, 2]), tf.tensor1d([0, -100])]));
    const { warnings } = await maximizeActivation(model, { layer: 'conv', filters: [0, 1] }, { steps: 2 });
    expect(warnings).toEqual(["filter 1 of 'conv' had no gradient at any step"]);
  });

  it('says of which pictures the objective became NaN', async () => {
    const kernel = tf.tensor4d([1, NaN, 1, NaN], [1, 1, 1, 4]);
    const conv = tfl.layers.conv2d({
      inputShape: [4, 4, 1],
      filters: 4,
      kernelSize: 1,
      weights: [kernel, tf.zeros([4])],
      name: 'conv',
    });
    const { warnings } = await maximizeActivation(
      tfl.sequential({ layers: [conv] }),
      { layer: 'conv', filters: [1, 3] },
      { steps: 2 },
    );
    const why = 'its output or gradient was no finite number, so its picture means nothing';
    expect(warnings).toEqual([`filter 1 of 'conv': ${why}`, `filter 3 of 'conv': ${why}`]);
  });

  it('refuses a size that the windows of the layers do not fit into, before a backend breaks on it', async () => {
    const input = tfl.input({ shape: [null, null, 1] });
    const conv = tfl.layers.conv2d({ filters: 2, kernelSize: 5, name: 'conv' });
    const model = tfl.model({ inputs: input, outputs: conv.apply(input) as tfl.SymbolicTensor });
    const objective = { layer: 'conv', filter: 0 };
    const small = maximizeActivation(model, objective, { steps: 1, size: [3, 9, 1] });
    await expect(small).rejects.toThrow("layer 'conv' (Conv2D) is given 3x9 places");
    const { shape } = await maximizeActivation(model, objective, { steps: 1, size: [5, 9, 1] });
    expect(shape).toEqual([1, 5, 9, 1]);
  });

  it('leaves no tensor behind, also when it is aborted or the objective fails', async () => {
    const model = referenceModel('A');
    const before = tf.memory().numTensors;
    await maximizeActivation(model, { layer: 'conv2', filters: [0, 1] }, { steps: 3, batchSize: 1 });
    const abort = new AbortController();
    const aborted = maximizeActivation(
      model,
      { class: 0 },
      { signal: abort.signal, onProgress: () => abort.abort() },
    );
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    const failing = maximizeActivation(model, (scores) => tf.sum(scores, 0), { steps: 3 });
    await expect(failing).rejects.toThrow(
      'the objective returned [7] (expected a tensor [1]: one number a picture)',
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    [{ layer: 'nope', filter: 0 }, "unknown layer: 'nope' (expected one of: conv1, relu1, pool1"],
    [{ layer: 'conv1', filter: 4 }, "invalid filter of layer 'conv1': 4 (expected 0..3)"],
    [
      { layer: 'fc1', neuron: [0, 0] },
      "invalid neuron: [0, 0] (expected [unit]: layer 'fc1' puts out [n, 16])",
    ],
    [{ class: 7 }, 'invalid class: 7 (expected 0..6)'],
    [{ classes: [] }, 'invalid classes: [] (expected a list of at least one)'],
    [[], 'invalid objective: [] (expected at least one in the list)'],
    [{ sum: [{ objective: { class: 1 }, weight: NaN }] }, 'invalid weight: NaN (expected a finite number)'],
    [
      { layer: 'conv1', filter: 0, filters: [1] },
      'invalid objective: { layer, filter, filters } (expected one of',
    ],
    [{ layer: 'conv1', filters: 3 as never }, 'invalid filters: 3 (expected a list of at least one)'],
    [() => 3 as never, 'the objective returned 3 (expected a tensor [1]: one number a picture)'],
    [null as never, 'invalid objective: null (expected one of { layer, filter },'],
  ])('says what is wrong with %j', async (objective, message) => {
    await expect(maximizeActivation(referenceModel('A'), objective, { steps: 1 })).rejects.toThrow(message);
  });

  it.each([
    [{ stepsize: 1 }, "unknown option: 'stepsize' (expected one of: range, steps, stepSize,"],
    [
      { regularizers: [blur] },
      'invalid regularizers[0]: function blur (expected objects with penalty or project',
    ],
    [{ transforms: 'jitter' }, 'invalid transforms: jitter (expected a list of objects with apply'],
    [{ octaves: 3 }, 'invalid octaves: 3 (expected 1..2 for 100 steps of 12x12 pixels)'],
    [{ parametrization: 'fft' }, "invalid parametrization: 'fft' (expected 'pixels' or 'fourier')"],
    [{ every: 0 }, 'invalid every: 0 (expected a whole number from 1)'],
    [{ range: 3 }, 'invalid range: 3 (expected two numbers, the lower first)'],
    [{ size: [12, 12] }, 'invalid size: [12,12] (expected [h, w, c], whole numbers from 1)'],
  ])('says what is wrong with the options %j', async (options, message) => {
    const run = maximizeActivation(referenceModel('A'), { class: 0 }, options as object);
    await expect(run).rejects.toThrow(message);
  });
});
