import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import * as explain from '../index';
import type { CamAttribution, CamOptions, ExplainableModel, Images } from '../index';
import { onBackend, onEveryBackend } from '../testing/backends';
import { imageOf } from '../testing/references';

type Method = (model: ExplainableModel, images: Images, options?: CamOptions) => Promise<CamAttribution>;
const { gradCam, canExplain, stream } = explain;
const names = explain.methods
  .filter(({ family, name }) => family === 'cam' && name !== 'guidedGradCam')
  .map(({ name }) => name);
const methodOf = (name: string): Method => explain[name as 'gradCam'];
const { images } = referenceInputs('C');

function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, within = 1e-5) {
  const scale = Math.max(...Array.from(expected).map(Math.abs));
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(within * scale);
  }
}

/** Doubles, and counts how often. */
class Doubling extends tfl.layers.Layer {
  static readonly className = 'Doubling';
  calls = 0;
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    this.calls++;
    return tf.mul(Array.isArray(inputs) ? inputs[0] : inputs, 2);
  }
}

/** Two convolutions of one input, side by side and added, pooled and classified; pictures of 6 x 4. */
function branches(): tfl.LayersModel {
  const input = tfl.input({ shape: [6, 4, 2] });
  const conv = (name: string, filters = 3) =>
    tfl.layers.conv2d({
      name,
      filters,
      kernelSize: 3,
      padding: 'same',
      kernelInitializer: tfl.initializers.glorotNormal({ seed: name.length }),
    });
  const stem = new Doubling({ name: 'stem' }).apply(input) as tfl.SymbolicTensor;
  const left = conv('left').apply(stem) as tfl.SymbolicTensor;
  const right = conv('right').apply(stem) as tfl.SymbolicTensor;
  const sum = tfl.layers.add({ name: 'sum' }).apply([left, right]) as tfl.SymbolicTensor;
  const relu = tfl.layers.reLU({ name: 'relu' }).apply(sum) as tfl.SymbolicTensor;
  const flat = tfl.layers.flatten().apply(relu) as tfl.SymbolicTensor;
  const dense = (name: string) =>
    tfl.layers.dense({ name, units: 3, kernelInitializer: tfl.initializers.glorotNormal({ seed: 4 }) });
  const first = dense('first').apply(flat) as tfl.SymbolicTensor;
  const aside = tfl.layers.flatten().apply(conv('aside').apply(stem)) as tfl.SymbolicTensor;
  const second = dense('second').apply(aside) as tfl.SymbolicTensor;
  return tfl.model({ inputs: input, outputs: [first, second] });
}

const waves = (n: number) => ({
  data: Float32Array.from({ length: n * 48 }, (_, i) => Math.sin(1 + i * i * 0.37)),
  shape: [n, 6, 4, 2],
});

onBackend('wasm', () => {
  it.each(names)('%s gives a batch what it gives each image, whatever their targets', async (name) => {
    const model = referenceModel('C');
    const target = [5, 1];
    const both = await methodOf(name)(model, images, { target, batchSize: 5 });
    for (const input of [0, 1]) {
      const one = await methodOf(name)(model, imageOf({ model: 'C', input }), { target: target[input] });
      expectClose(both.values.slice(input * 144, input * 144 + 144), one.values);
      if (one.weights) expectClose(both.weights!.slice(input * 16, input * 16 + 16), one.weights);
      expect(both.targetScores[input]).toBeCloseTo(one.targetScores[0], 5);
      expect(both.targets[input]).toBe(target[input]);
    }
  });

  it.each(names.filter((name) => name !== 'classActivationMap'))(
    '%s works at one of two branches, on pictures that are not square',
    async (name) => {
      const options = { layer: 'left', output: 'first' };
      const { shape, values, warnings } = await methodOf(name)(branches(), waves(3), options);
      expect(shape).toEqual([3, 6, 4]);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values.some((value) => value !== 0)).toBe(true);
      expect(warnings.filter((warning) => !warning.includes('the score is negative'))).toEqual([]);
    },
  );

  it.each(names.filter((name) => name !== 'classActivationMap'))(
    '%s says that a layer does not lead to the score',
    async (name) => {
      const model = branches();
      const reason = "layer 'aside' does not lead to the score that is explained";
      const options = { layer: 'aside', output: 'first' };
      expect(canExplain(model, name, options)).toEqual({ ok: false, reason, layer: 'aside' });
      await expect(methodOf(name)(model, waves(1), options)).rejects.toThrow(reason);
    },
  );

  it('ablationCam keeps the other branch as it is, and runs only what comes behind the layer', async () => {
    const model = branches();
    const stem = model.getLayer('stem') as Doubling;
    stem.calls = 0;
    const x = waves(2);
    const { weights } = await explain.ablationCam(model, x, { layer: 'left', output: 'first', target: 2 });
    expect(stem.calls).toBe(1);
    // The same by setting the filter's weights to zero.
    const layer = model.getLayer('left');
    const [kernel, bias] = layer.getWeights().map((tensor) => tensor.clone());
    const scores = async () => {
      const [first] = model.predict(tf.tensor(x.data, x.shape)) as tf.Tensor[];
      const all = await first.data();
      return [all[2], all[5]];
    };
    const whole = await scores();
    for (let k = 0; k < 3; k++) {
      const keep = tf.tensor1d([0, 1, 2].map((channel) => (channel === k ? 0 : 1)));
      layer.setWeights([tf.mul(kernel, keep), tf.mul(bias, keep)]);
      const without = await scores();
      for (const image of [0, 1]) {
        expect(weights[image * 3 + k]).toBeCloseTo((whole[image] - without[image]) / whole[image], 4);
      }
    }
  });

  it('agree up to scale where only average pooling and a dense layer follow', async () => {
    const model = referenceModel('C');
    const options = { layer: 'relu2', target: 2 };
    const cam = await explain.classActivationMap(model, images, { target: 2 });
    for (const name of ['gradCam', 'hiResCam', 'xGradCam']) {
      const { values } = await methodOf(name)(model, images, options);
      expectClose(
        values.map((value) => value * 144),
        cam.values,
      );
    }
    // The mean of the map over places is the logit without its bias.
    const bias = (await model.getLayer('fc').getWeights()[1].data())[2];
    for (const image of [0, 1]) {
      const sum = cam.values.slice(image * 144, image * 144 + 144).reduce((a, b) => a + b);
      expect(sum / 144 + bias).toBeCloseTo(cam.targetScores[image], 4);
    }
  });

  it('scoreCam masks the picture and leaves other inputs as they are', async () => {
    const picture = tfl.input({ shape: [2, 2, 1], name: 'picture' });
    const extra = tfl.input({ shape: [1], name: 'extra' });
    const map = tfl.layers.conv2d({ filters: 2, kernelSize: 1, name: 'map', useBias: false });
    const flat = tfl.layers.flatten().apply(map.apply(picture)) as tfl.SymbolicTensor;
    const joined = tfl.layers.concatenate().apply([flat, extra]) as tfl.SymbolicTensor;
    const dense = tfl.layers.dense({ units: 1, name: 'dense', useBias: false });
    const model = tfl.model({ inputs: [picture, extra], outputs: dense.apply(joined) as tfl.SymbolicTensor });
    // The second channel is the first turned over; the score adds all up and the extra input.
    model.setWeights([tf.tensor4d([1, -1], [1, 1, 1, 2]), tf.tensor2d([1, 0, 1, 0, 1, 0, 1, 0, 1], [9, 1])]);
    const { weights } = await explain.scoreCam(
      model,
      {
        picture: { data: Float32Array.of(0, 0, 0, 1), shape: [1, 2, 2, 1] },
        extra: { data: Float32Array.of(7), shape: [1, 1] },
      },
      { layer: 'map' },
    );
    expectClose(weights, [1 / (1 + Math.exp(7 - 8)), 1 / (1 + Math.exp(8 - 7))]);
  });

  it('scoreCam streams the maps of the channels seen so far, and frees all when left', async () => {
    const model = referenceModel('C');
    const options = { layer: 'conv2', batchSize: 8 };
    const before = tf.memory().numTensors;
    const seen: number[] = [];
    let last: explain.Attribution | undefined;
    for await (const map of stream('scoreCam', model, images, options)) {
      expect(tf.memory().numTensors).toBe(before);
      const { done, total } = map.provenance.progress!;
      const { weights } = map as CamAttribution;
      for (const image of [0, 1]) {
        const own = weights!.slice(image * 16, image * 16 + 16);
        expect(own.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
        expect(own.slice(done).every((weight) => weight === 0)).toBe(true);
      }
      seen.push(done / total);
      last = map;
    }
    expect(seen).toEqual([0.25, 0.5, 0.75, 1]);
    expect(last).toEqual(await explain.scoreCam(model, images, options));
    for await (const map of stream('scoreCam', model, images, options)) {
      if (map) break;
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

onEveryBackend(() => {
  it('guess the last convolution and say so', async () => {
    const model = referenceModel('A');
    const image = imageOf({ model: 'A', input: 0 });
    const guessed = await gradCam(model, image);
    const named = await gradCam(model, image, { layer: 'conv2' });
    expect(guessed.values).toEqual(named.values);
    expect(guessed.warnings).toEqual([
      "no layer was given: the last convolution-like one, 'conv2', was guessed",
    ]);
    expect(named.warnings).toEqual([]);
    const options = { layer: 'conv2', relu: false, target: 'predicted', score: 'logit' };
    expect(guessed.provenance.options).toMatchObject(options);
  });

  it('take a target of their own and each image its own class', async () => {
    const model = referenceModel('C');
    const difference = (scores: tf.Tensor) =>
      tf.sub(tf.slice(scores, [0, 2], [-1, 1]), tf.slice(scores, [0, 4], [-1, 1]));
    const options = { layer: 'relu2' };
    const [apart, two, four] = await Promise.all(
      [difference, 2, 4].map((target) => gradCam(model, images, { ...options, target })),
    );
    expectClose(
      apart.values,
      two.values.map((value, i) => value - four.values[i]),
    );
    expect([...apart.targets]).toEqual([-1, -1]);
  });
});

describe('warnings', () => {
  const model = () => {
    const chain = tfl.sequential({
      layers: [
        tfl.layers.conv2d({ inputShape: [4, 4, 1], filters: 1, kernelSize: 1, useBias: false, name: 'map' }),
        tfl.layers.conv2d({ filters: 1, kernelSize: 4, useBias: false, name: 'point' }),
        tfl.layers.flatten(),
      ],
    });
    chain.setWeights([tf.ones([1, 1, 1, 1]), tf.fill([4, 4, 1, 1], -1)]);
    return chain;
  };
  const zeroAndOnes = { data: new Float32Array(48).fill(1, 16), shape: [3, 4, 4, 1] };

  it('name the images whose map is zero everywhere, or has nothing positive to show', async () => {
    const raw = await gradCam(model(), zeroAndOnes, { layer: 'map' });
    expect(raw.warnings).toEqual(['image 0: the map is zero everywhere']);
    const positive = await gradCam(model(), zeroAndOnes, { layer: 'map', relu: true });
    expect(positive.warnings).toEqual([
      'image 0: the map is zero everywhere',
      'images 1 and 2: the map has no positive part, so with relu it is zero everywhere',
    ]);
  });

  it('say that a layer of a single place shows none, and no such layer is guessed', async () => {
    const ones = { data: new Float32Array(16).fill(1), shape: [1, 4, 4, 1] };
    const { warnings, shape } = await gradCam(model(), ones, { layer: 'point' });
    expect(shape).toEqual([1, 1, 1]);
    expect(warnings).toEqual(["the map of layer 'point' is 1 x 1: it can't say where"]);
    const guessed = await gradCam(model(), ones);
    expect(guessed.warnings).toEqual([
      "no layer was given: the last convolution-like one, 'map', was guessed",
    ]);
  });
});
