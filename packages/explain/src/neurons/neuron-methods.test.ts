import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { canExplain } from '../catalogue/can-explain';
import type { Attribution } from '../common/attribution';
import type { PlainBatch } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { integratedGradients } from '../gradient/integrated-gradients';
import { layerActivations } from '../layers/layer-activations';
import { onEveryBackend } from '../testing/backends';
import { handModel } from '../testing/hand-model';
import { imageOf } from '../testing/references';
import { tinyImage, tinyNet } from '../testing/tiny-net';
import { neuronConductance } from './neuron-conductance';
import { neuronGradient } from './neuron-gradient';
import { neuronIntegratedGradients } from './neuron-integrated-gradients';

const symbolic = (x: unknown) => x as tfl.SymbolicTensor;
const sumOf = (values: Float32Array) => values.reduce((a, b) => a + b, 0);
const batch = (values: number[], shape = [1, values.length]) => ({ data: Float32Array.from(values), shape });

/** Two inputs; 'left' looks at the first alone, 'both' at both. */
function twoInputs() {
  const [a, b] = ['a', 'b'].map((name) => tfl.input({ shape: [2], name }));
  const left = symbolic(tfl.layers.dense({ units: 2, name: 'left' }).apply(a));
  const both = symbolic(tfl.layers.concatenate({ name: 'both' }).apply([left, b]));
  const model = tfl.model({
    inputs: [a, b],
    outputs: symbolic(tfl.layers.dense({ units: 1, name: 'out' }).apply(both)),
  });
  model.setWeights([
    tf.tensor2d([1, 2, 3, 4], [2, 2]),
    tf.tensor1d([0, 0]),
    tf.tensor2d([1, -1, 5, 7], [4, 1]),
    tf.tensor1d([0]),
  ]);
  return model;
}

/** Every `[y, x, channel]` of a map, in the order of its values. */
function* places(height: number, width: number, channels: number): Generator<[number, number, number]> {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < channels; channel++) yield [y, x, channel];
}

type NeuronMethod = (
  model: tfl.LayersModel,
  images: PlainBatch,
  options: AttributionOptions & { layer: string; neuron: number[] },
) => Promise<Attribution>;
const all: [string, NeuronMethod][] = Object.entries({
  neuronGradient,
  neuronIntegratedGradients,
  neuronConductance,
});

onEveryBackend(() => {
  it('solves a net by hand', async () => {
    const image = batch([1, 3]);
    const second = { layer: 'hidden', neuron: [1] };
    const gradient = await neuronGradient(handModel(), image, second);
    expect(gradient).toMatchObject({
      method: 'neuronGradient',
      values: Float32Array.of(-1, 1),
      shape: [1, 2],
      targets: Int32Array.of(-1),
      targetScores: Float32Array.of(1),
      warnings: [],
    });
    expect(gradient.provenance.options).toEqual({ layer: 'hidden', neuron: [1] });
    // On the path the neuron is relu(2 a - 1): it answers from half of the way on.
    const path = { ...second, steps: 10, rule: 'riemannMiddle' } as const;
    const shares = await neuronIntegratedGradients(handModel(), image, path);
    expect(shares.values[0]).toBeCloseTo(-0.5, 5);
    expect(shares.values[1]).toBeCloseTo(1.5, 5);
    expect(shares.delta[0]).toBeCloseTo(0, 5);
    expect(shares.targetScores[0]).toBeCloseTo(1, 5);
    const flow = await neuronConductance(handModel(), image, path);
    expect(flow.values[0]).toBeCloseTo(1, 5);
    expect(flow.values[1]).toBeCloseTo(-3, 5);
    expect(flow.targetScores[0]).toBeCloseTo(19.5, 4);
    // The points of the default rule are 0, 1/9, .. 1, of which the last five count: 4 whole weights and a half of 1/10.
    const { values, provenance } = await neuronConductance(handModel(), image, { ...second, steps: 10 });
    expect(values[1]).toBeCloseTo(-6 * 0.45, 5);
    expect(provenance.options).toMatchObject({ rule: 'riemannTrapezoid', target: 'predicted' });
  });

  it('shares out the integrated gradients over the neurons of a layer that all of the score passes through', async () => {
    const model = tinyNet(4);
    const image = tinyImage(4);
    const options = { steps: 4, rule: 'riemannMiddle', baseline: 0.2, target: 2 } as const;
    const whole = await integratedGradients(model, image, options);
    const sum = new Float32Array(84);
    for (const [y, x, channel] of places(2, 2, 3)) {
      const neuron = [y, x, channel];
      const { values } = await neuronConductance(model, image, { ...options, layer: 'pool', neuron });
      values.forEach((value, k) => (sum[k] += value));
    }
    sum.forEach((value, k) => expect(value).toBeCloseTo(whole.values[k], 5));
  });

  it('explains the neuron that the layer puts out', async () => {
    const model = tinyNet(5);
    const image = tinyImage(5);
    const grey = { ...image, data: image.data.map(() => 0.5) };
    const [end, start] = await Promise.all(
      [image, grey].map(async (x) => (await layerActivations(model, x, { layers: ['conv'] }))[0].values),
    );
    for (const [k, neuron] of [...places(4, 5, 3)].entries()) {
      if (k % 7 > 0) continue;
      const options = { layer: 'conv', neuron, baseline: 0.5, steps: 60 };
      const shares = await neuronIntegratedGradients(model, image, options);
      expect(shares.shape).toEqual([1, 6, 7, 2]);
      expect(shares.targetScores[0]).toBeCloseTo(end[k], 5);
      expect(shares.delta[0]).toBeCloseTo(sumOf(shares.values) - (end[k] - start[k]), 5);
      expect(Math.abs(shares.delta[0])).toBeLessThan(0.02);
    }
  });

  it('gives every input its part, nothing to one that the neuron does not look at', async () => {
    const images = { a: batch([1, 2]), b: batch([3, 4]) };
    const left = { layer: 'left', neuron: [1] };
    const gradient = await neuronGradient(twoInputs(), images, left);
    expect(gradient.inputs!.map(({ name, values }) => [name, [...values]])).toEqual([
      ['a', [2, 4]],
      ['b', [0, 0]],
    ]);
    const shares = await neuronIntegratedGradients(twoInputs(), images, { ...left, steps: 3 });
    expect(shares.inputs![0].values[1]).toBeCloseTo(8, 4);
    expect([...shares.inputs![1].values]).toEqual([0, 0]);
    const flow = await neuronConductance(twoInputs(), images, {
      layer: 'both',
      neuron: [3],
      rule: 'riemannMiddle',
      steps: 3,
    });
    expect([...flow.inputs![0].values]).toEqual([0, 0]);
    expect(flow.inputs![1].values[1]).toBeCloseTo(28, 4);
  });

  it.each(all)('%s: a batch is its images one by one, however it is cut', async (name, method) => {
    const model = referenceModel('A');
    const { images } = referenceInputs('A');
    const place = { layer: 'relu2', neuron: [2, 1, 4], ...(name !== 'neuronGradient' && { steps: 5 }) };
    const both = await method(model, images, place);
    for (const input of [0, 1]) {
      for (const batchSize of [1, 4]) {
        const one = await method(model, imageOf({ model: 'A', input }), { ...place, batchSize });
        one.values.forEach((value, k) => expect(value).toBeCloseTo(both.values[input * 144 + k], 5));
        expect(one.targetScores[0]).toBeCloseTo(both.targetScores[input], 5);
      }
    }
  });

  it('checks a neuron against sizes that only the image tells', async () => {
    const model = tfl.sequential();
    model.add(tfl.layers.conv2d({ inputShape: [null, null, 1], filters: 2, kernelSize: 3, name: 'conv' }));
    model.add(tfl.layers.globalAveragePooling2d({}));
    const image = batch(new Array<number>(42).fill(0.5), [1, 7, 6, 1]);
    const before = tf.memory().numTensors;
    const inside = await neuronGradient(model, image, { layer: 'conv', neuron: [4, 3, 1] });
    expect(inside.values.filter((value) => value !== 0).length).toBe(9);
    const outside = neuronGradient(model, image, { layer: 'conv', neuron: [4, 4, 1] });
    await expect(outside).rejects.toThrow(
      "invalid neuron: [4, 4, 1] (expected index 1 in 0..3: layer 'conv' puts out [n, 5, 4, 2])",
    );
    expect(tf.memory().numTensors).toBe(before);
  });
});

it.each(all)('%s refuses a neuron that is not there, before anything runs', async (name, method) => {
  const model = referenceModel('A');
  const image = imageOf({ model: 'A', input: 0 });
  const run = (layer: string | undefined, neuron: unknown) =>
    method(model, image, { layer: layer!, neuron: neuron as number[] });
  await expect(run(undefined, [1])).rejects.toThrow('option layer is missing (expected one of: conv1,');
  for (const [layer, neuron, message] of [
    [
      'relu2',
      [1, 2],
      "invalid neuron: [1, 2] (expected [y, x, channel]: layer 'relu2' puts out [n, 5, 5, 8])",
    ],
    ['relu2', [1, 5, 0], "invalid neuron: [1, 5, 0] (expected index 1 in 0..4: layer 'relu2'"],
    ['relu2', [1, 2, -1], 'invalid neuron: [1, 2, -1] (expected index 2 in 0..7'],
    ['relu2', [1.5, 2, 1], 'invalid neuron: [1.5, 2, 1] (expected index 0 in 0..4'],
    ['fc1', 3, "invalid neuron: 3 (expected [unit]: layer 'fc1' puts out [n, 16])"],
    ['fc1', undefined, 'invalid neuron: undefined (expected [unit]'],
  ] as const) {
    await expect(run(layer, neuron), message).rejects.toThrow(message);
  }
  expect(canExplain(model, name, { layer: 'relu2', neuron: [1, 2, 3] })).toEqual({ ok: true });
  expect(canExplain(model, name, { layer: 'relu2' })).toEqual({
    ok: false,
    reason: "invalid neuron: undefined (expected [y, x, channel]: layer 'relu2' puts out [n, 5, 5, 8])",
  });
});

it('says that a score does not matter where a neuron is explained', async () => {
  const options = { layer: 'fc1', neuron: [3], target: 2, score: 'probability' } as const;
  const { warnings } = await neuronGradient(referenceModel('A'), imageOf({ model: 'A', input: 0 }), options);
  expect(warnings).toEqual([
    'option target is not used: neuronGradient explains a neuron, not a score',
    'option score is not used: neuronGradient explains a neuron, not a score',
  ]);
});

it('refuses a layer that does not lead to the score only where the score matters', async () => {
  const softmax = referenceModel('A', { softmax: 'layer' });
  const image = imageOf({ model: 'A', input: 0 });
  const place = { layer: 'softmax', neuron: [3] };
  await expect(neuronConductance(softmax, image, place)).rejects.toThrow(
    "layer 'softmax' does not lead to the score that is explained",
  );
  const { targetScores } = await neuronGradient(softmax, image, place);
  expect(targetScores[0]).toBeGreaterThan(0);
  expect(targetScores[0]).toBeLessThan(1);
});
