import { referenceInputs, referenceModel } from '@fer/fixtures';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import { canExplain } from '../catalogue/can-explain';
import { onBackend } from '../testing/backends';
import { graphModel } from '../testing/graph-definition';
import { classActivationMap } from './class-activation-map';

type Layer = InstanceType<typeof tfl.layers.Layer>;

const conv = () =>
  tfl.layers.conv2d({ inputShape: [1, 2, 2], filters: 2, kernelSize: 1, useBias: false, name: 'conv' });
const dense = (activation: 'linear' | 'softmax' | 'sigmoid' = 'linear', units = 2) =>
  tfl.layers.dense({ units, activation, useBias: false, name: 'dense' });
const pool = () => tfl.layers.globalAveragePooling2d({ name: 'pool' });

/** Two places of two channels, handed on as they are; the second class weighs the channels by 3 and -1. */
function model(head: Layer[], weights: tf.Tensor[] = []): tfl.LayersModel {
  const built = tfl.sequential({ layers: [conv(), ...head] });
  built.getLayer('conv').setWeights([tf.tensor4d([1, 0, 0, 1], [1, 1, 2, 2])]);
  if (weights.length > 0) built.setWeights([...built.getLayer('conv').getWeights(), ...weights]);
  return built;
}
const weightsOf = (shape: number[]) => tf.tensor([1, 3, 2, -1], shape);
const image = { data: Float32Array.of(1, 2, 3, 4), shape: [1, 1, 2, 2] };
const solution = { values: [1, 5], weights: [3, -1] };

onBackend('wasm', () => {
  it.each<[string, () => tfl.LayersModel]>([
    ['a dense layer', () => model([pool(), dense()], [weightsOf([2, 2])])],
    ['softmax', () => model([pool(), dense('softmax')], [weightsOf([2, 2])])],
    ['a softmax layer', () => model([pool(), dense(), tfl.layers.softmax()], [weightsOf([2, 2])])],
    [
      'dropout in between',
      () => model([pool(), tfl.layers.dropout({ rate: 0.5 }), dense()], [weightsOf([2, 2])]),
    ],
    [
      'a convolution of the pooled map, as MobileNet has it',
      () =>
        model(
          [
            pool(),
            tfl.layers.reshape({ targetShape: [1, 1, 2] }),
            tfl.layers.conv2d({ filters: 2, kernelSize: 1, useBias: false }),
            tfl.layers.flatten(),
          ],
          [weightsOf([1, 1, 2, 2])],
        ),
    ],
    [
      'average pooling over all there is',
      () =>
        model(
          [
            tfl.layers.averagePooling2d({ poolSize: [1, 2], name: 'pool' }),
            tfl.layers.flatten(),
            dense('softmax'),
          ],
          [weightsOf([2, 2])],
        ),
    ],
  ])('is solved by hand with %s', async (_, build) => {
    const built = build();
    const { values, weights, shape, warnings, targetScores, provenance } = await classActivationMap(
      built,
      image,
      { target: 1 },
    );
    expect(shape).toEqual([1, 1, 2]);
    solution.values.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
    solution.weights.forEach((value, i) => expect(weights[i]).toBeCloseTo(value, 5));
    expect(targetScores[0]).toBeCloseTo(3, 5);
    expect(warnings).toEqual([]);
    expect(provenance.options.layer).toBe('conv');
    expect(canExplain(built, 'classActivationMap')).toEqual({ ok: true });
  });

  it('is a channel a class where no dense layer follows', async () => {
    const { values, weights } = await classActivationMap(model([pool(), tfl.layers.softmax()]), image, {
      target: [0],
    });
    expect([...values]).toEqual([1, 3]);
    expect([...weights]).toEqual([1, 0]);
  });

  it('has one map where a sigmoid decides', async () => {
    const { values } = await classActivationMap(
      model([pool(), dense('sigmoid', 1)], [tf.tensor2d([2, 1], [2, 1])]),
      image,
    );
    expect([...values]).toEqual([4, 10]);
  });

  it('takes the scale of a batch normalisation into its weights', async () => {
    const statistics = [
      [2, 4],
      [0, 0],
      [0, 0],
      [1, 1],
    ].map((row) => tf.tensor1d(row));
    const [gamma, beta, mean, variance] = statistics;
    const built = model([pool(), tfl.layers.batchNormalization({ epsilon: 0 }), dense()]);
    built.layers[2].setWeights([gamma, beta, mean, variance]);
    built.getLayer('dense').setWeights([weightsOf([2, 2])]);
    const { weights } = await classActivationMap(built, image, { target: 1 });
    [6, -4].forEach((value, i) => expect(weights[i]).toBeCloseTo(value, 4));
  });

  it('is solved by hand on a graph model, whose node it names', async () => {
    const graph = await graphModel({
      inputs: { image: [-1, 1, 2, 2] },
      constants: {
        identity: tf.tensor4d([1, 0, 0, 1], [1, 1, 2, 2]),
        axes: tf.tensor1d([1, 2], 'int32'),
        weights: weightsOf([2, 2]),
      },
      nodes: [
        {
          name: 'conv',
          op: 'Conv2D',
          input: ['image', 'identity'],
          attr: { strides: [1, 1, 1, 1], padding: 'SAME', data_format: 'NHWC', dilations: [1, 1, 1, 1] },
        },
        { name: 'pool', op: 'Mean', input: ['conv', 'axes'], attr: { keep_dims: false } },
        { name: 'dense', op: 'MatMul', input: ['pool', 'weights'] },
        { name: 'softmax', op: 'Softmax', input: ['dense'] },
        { name: 'Identity', op: 'Identity', input: ['softmax'] },
      ],
    });
    const { values, weights, provenance } = await classActivationMap(graph, image, { target: 1 });
    solution.values.forEach((value, i) => expect(values[i]).toBeCloseTo(value, 5));
    solution.weights.forEach((value, i) => expect(weights[i]).toBeCloseTo(value, 5));
    expect(provenance.options.layer).toBe('conv');
    expect(canExplain(graph, 'classActivationMap')).toEqual({ ok: true });
  });

  it('gives the same for a model that is nested or ends in softmax', async () => {
    const { images } = referenceInputs('C');
    const plain = await classActivationMap(referenceModel('C'), images, { target: 3 });
    for (const options of [{ form: 'nested' }, { softmax: 'layer' }, { softmax: 'activation' }] as const) {
      const other = await classActivationMap(referenceModel('C', options), images, { target: 3 });
      expect(other.values).toEqual(plain.values);
    }
  });
});

const expected =
  'classActivationMap expects a convolution, global average pooling and then one dense layer or none before the score (gradCam takes any model), but going back from the score it meets ';

it.each<[string, () => tfl.LayersModel, string]>([
  ['a hidden layer', () => referenceModel('A'), `${expected}layer 'relu3' (ReLU)`],
  [
    'the pooling of maxima',
    () => model([tfl.layers.globalMaxPooling2d({ name: 'top' }), dense()]),
    `${expected}layer 'top' (GlobalMaxPooling2D)`,
  ],
  ['no pooling', () => model([tfl.layers.flatten(), dense()]), `${expected}none`],
])('refuses a model with %s', async (_, build, reason) => {
  const built = build();
  expect(canExplain(built, 'classActivationMap')).toEqual({ ok: false, reason });
  const zeros = { data: new Float32Array(144), shape: [1, 12, 12, 1] };
  await expect(classActivationMap(built, zeros)).rejects.toThrow(reason);
});

it('refuses another layer and another score than those that it shows', async () => {
  const built = model([pool(), dense()]);
  await expect(classActivationMap(built, image, { layer: 'pool' })).rejects.toThrow(
    "layer 'pool' is not what the model pools (expected 'conv')",
  );
  await expect(classActivationMap(built, image, { score: 'probability' })).rejects.toThrow(
    "invalid score: probability (expected 'logit', which alone classActivationMap explains)",
  );
});
