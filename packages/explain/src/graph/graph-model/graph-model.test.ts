import { relativeError } from '@fer/fixtures';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, it } from 'vitest';
import * as explain from '../../index';
import { onEveryBackend } from '../../testing/backends';
import { constantsOf, graphModel, type NodeDefinition } from '../../testing/graph-definition';

/** A small residual net as layers; the names of the layers are those of the nodes below. */
function residualLayers(): tfl.LayersModel {
  const seeded = (seed: number) => tfl.initializers.randomNormal({ stddev: 0.5, seed });
  const input = tfl.input({ shape: [9, 8, 2], name: 'image' });
  const apply = (layer: tfl.layers.Layer, x: tfl.SymbolicTensor | tfl.SymbolicTensor[]) =>
    layer.apply(x) as tfl.SymbolicTensor;
  const conv = (name: string, seed: number, options: object) =>
    tfl.layers.conv2d({ name, filters: 4, kernelSize: 3, kernelInitializer: seeded(seed), ...options });
  const biases = { biasInitializer: seeded(3) };
  const conv1 = apply(conv('conv1', 1, { padding: 'same', activation: 'relu', ...biases }), input);
  const pool = apply(tfl.layers.maxPooling2d({ poolSize: 2, name: 'pool' }), conv1);
  const conv2 = apply(conv('conv2', 2, { padding: 'same', useBias: false }), pool);
  const norm = apply(
    tfl.layers.batchNormalization({
      name: 'norm',
      movingMeanInitializer: seeded(4),
      movingVarianceInitializer: tfl.initializers.randomUniform({ minval: 0.5, maxval: 2, seed: 5 }),
      gammaInitializer: seeded(6),
      betaInitializer: seeded(7),
    }),
    conv2,
  );
  const added = apply(tfl.layers.add({ name: 'added' }), [norm, pool]);
  const relu2 = apply(tfl.layers.reLU({ name: 'relu2' }), added);
  const conv3 = apply(conv('conv3', 8, { kernelSize: 2, strides: 2, ...biases }), relu2);
  const mean = apply(tfl.layers.globalAveragePooling2d({ name: 'mean' }), conv3);
  const dense = apply(
    tfl.layers.dense({ units: 3, name: 'dense', kernelInitializer: seeded(9), ...biases }),
    mean,
  );
  const softmax = apply(tfl.layers.softmax({ name: 'softmax' }), dense);
  return tfl.model({ inputs: input, outputs: softmax, name: 'residual' });
}

const convolution = (strides: number, padding: string) => ({
  strides: [1, strides, strides, 1],
  padding,
  data_format: 'NHWC',
  dilations: [1, 1, 1, 1],
});

const residualNodes: NodeDefinition[] = [
  {
    name: 'conv1',
    op: '_FusedConv2D',
    input: ['image', 'conv1/0', 'conv1/1'],
    attr: { ...convolution(1, 'SAME'), fused_ops: ['BiasAdd', 'Relu'], num_args: 1 },
  },
  {
    name: 'pool',
    op: 'MaxPool',
    input: ['conv1'],
    attr: { ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: 'VALID' },
  },
  { name: 'conv2', op: 'Conv2D', input: ['pool', 'conv2/0'], attr: convolution(1, 'SAME') },
  {
    name: 'norm',
    op: 'FusedBatchNormV3',
    input: ['conv2', 'norm/0', 'norm/1', 'norm/2', 'norm/3'],
    attr: { epsilon: { f: 0.001 } },
  },
  { name: 'added', op: 'AddV2', input: ['norm', 'pool'] },
  { name: 'relu2', op: 'Relu', input: ['added'] },
  { name: 'conv3', op: 'Conv2D', input: ['relu2', 'conv3/0'], attr: convolution(2, 'VALID') },
  { name: 'biased3', op: 'BiasAdd', input: ['conv3', 'conv3/1'] },
  { name: 'mean', op: 'Mean', input: ['biased3', 'axes'], attr: { keep_dims: false } },
  {
    name: 'dense',
    op: '_FusedMatMul',
    input: ['mean', 'dense/0', 'dense/1'],
    attr: { fused_ops: ['BiasAdd'], num_args: 1 },
  },
  { name: 'softmax', op: 'Softmax', input: ['dense'] },
  { name: 'Identity', op: 'Identity', input: ['softmax'] },
];

const residualGraph = (layers: tfl.LayersModel): Promise<GraphModel> =>
  graphModel({
    inputs: { image: [-1, 9, 8, 2] },
    constants: { ...constantsOf(layers), axes: tf.tensor1d([1, 2], 'int32') },
    nodes: residualNodes,
  });

const images = {
  data: Float32Array.from({ length: 288 }, (_, i) => Math.sin(0.7 * i) * Math.cos(0.01 * i * i)),
  shape: [2, 9, 8, 2],
};

// Few steps and samples where a method takes them, and what a method can't do without.
const given: Record<string, unknown> = {
  steps: 3,
  samples: 3,
  layer: 'relu2',
  neuron: [1, 2, 3],
  baselines: { data: new Float32Array(288).fill(0.5), shape: [2, 9, 8, 2] },
  segments: Int32Array.from({ length: 72 }, (_, i) => Math.floor(i / 24)),
  window: 4,
  grid: 3,
};
const attributionMethods = explain.methods
  .filter(({ family }) => ['gradient', 'cam', 'layer', 'neuron', 'perturbation'].includes(family))
  .map(({ name, options: own }) => ({
    name,
    options: Object.fromEntries(
      Object.entries({ ...given, ...(name === 'rise' && { masks: 5 }) }).filter(([option]) =>
        own.includes(option),
      ),
    ),
  }));

onEveryBackend(() => {
  it.each(attributionMethods)(
    '$name gives equal values for a graph model and for the same net as layers',
    async ({ name, options }) => {
      const layers = residualLayers();
      const graph = await residualGraph(layers);
      const onLayers = explain.canExplain(layers, name, options);
      expect(explain.canExplain(graph, name, options).ok).toBe(onLayers.ok);
      if (!onLayers.ok) return;
      const method = explain[name as 'saliency'];
      const expected = await method(layers, images, options);
      const before = tf.memory().numTensors;
      const found = await method(graph, images, options);
      expect(tf.memory().numTensors).toBe(before);
      expect(found.shape).toEqual(expected.shape);
      expect(found.targets).toEqual(expected.targets);
      expect(relativeError(found.values, expected.values)).toBeLessThan(1e-4);
      expect(relativeError(found.targetScores, expected.targetScores)).toBeLessThan(1e-4);
    },
  );

  it('gives the outputs of nodes by their names', async () => {
    const layers = residualLayers();
    const graph = await residualGraph(layers);
    const names = { layers: ['conv1', 'norm', 'dense', 'softmax'] };
    const expected = await explain.layerActivations(layers, images, names);
    const found = await explain.layerActivations(graph, images, names);
    for (const [i, { layer, values, shape }] of found.entries()) {
      expect({ layer, shape }).toEqual({ layer: expected[i].layer, shape: expected[i].shape });
      expect(relativeError(values, expected[i].values), layer).toBeLessThan(1e-5);
    }
    const every = await explain.layerActivations(graph, images);
    expect(every.map(({ layer }) => layer)).toEqual(residualNodes.map(({ name }) => name));
  });
});
