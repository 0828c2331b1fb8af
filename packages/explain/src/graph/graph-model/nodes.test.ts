import { relativeError } from '@fer/fixtures';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { toSubject } from '../../common/subject';
import { canExplain, gradCam, integratedGradients, layerActivations, saliency } from '../../index';
import { onEveryBackend } from '../../testing/backends';
import { graphModel, type GraphDefinition, type NodeDefinition } from '../../testing/graph-definition';
import { lastConvolution } from '../find-layer';

const wave = (shape: number[], phase = 0): tf.Tensor =>
  tf.reshape(
    tf.tensor1d(Array.from({ length: tf.util.sizeFromShape(shape) }, (_, i) => Math.sin(1.7 * i + phase))),
    shape,
  );
const ints = (...values: number[]) => tf.tensor1d(values, 'int32');
const window = { strides: [1, 1, 1, 1], padding: 'SAME', data_format: 'NHWC', dilations: [1, 1, 1, 1] };
const sizes = [3, 6, 5, 2];
const image = () => wave(sizes, 0.3);

/** Nodes that make `y` from `x` `[n, 6, 5, 2]`, with the constants they take. */
type Case = [
  title: string,
  ops: string,
  nodes: NodeDefinition[],
  constants?: () => Record<string, tf.Tensor>,
];
const node = (name: string, op: string, input: string[], attr?: NodeDefinition['attr']): NodeDefinition => ({
  name,
  op,
  input,
  attr,
});

const cases: Case[] = [
  [
    'a fused convolution with a leaky ReLU and explicit padding',
    'convolution activation',
    [
      node('y', '_FusedConv2D', ['x', 'w', 'b'], {
        ...window,
        padding: 'EXPLICIT',
        explicit_paddings: [0, 0, 1, 2, 0, 1, 0, 0],
        fused_ops: ['BiasAdd', 'LeakyRelu'],
        num_args: 1,
        leakyrelu_alpha: { f: 0.25 },
      }),
    ],
    () => ({ w: wave([3, 2, 2, 3]), b: wave([3]) }),
  ],
  [
    'a fused depthwise convolution with a PReLU',
    'convolution activation',
    [
      node('y', 'FusedDepthwiseConv2dNative', ['x', 'w', 'b', 'a'], {
        ...window,
        strides: [1, 2, 2, 1],
        fused_ops: ['BiasAdd', 'Prelu'],
        num_args: 2,
      }),
    ],
    () => ({ w: wave([3, 3, 2, 1]), b: wave([2]), a: tf.tensor1d([0.2, -0.3]) }),
  ],
  [
    'a depthwise convolution with a multiplier and dilation',
    'convolution',
    [node('y', 'DepthwiseConv2dNative', ['x', 'w'], { ...window, dilations: [1, 2, 2, 1] })],
    () => ({ w: wave([2, 2, 2, 2]) }),
  ],
  [
    'a transposed convolution',
    'convolution',
    [node('y', 'Conv2DBackpropInput', ['size', 'w', 'x'], { ...window, strides: [1, 2, 2, 1] })],
    () => ({ size: ints(3, 12, 9, 4), w: wave([3, 3, 4, 2]) }),
  ],
  [
    'convolutions with filters that are computed from constants',
    'convolution convolution dense rearrange',
    [
      node('w', 'Sqrt', ['v']),
      node('c', 'Conv2D', ['x', 'w'], window),
      node('d', 'DepthwiseConv2dNative', ['c', 'w'], window),
      node('flat', 'Reshape', ['d', 'shape']),
      node('matrix', 'Sqrt', ['m']),
      node('y', 'MatMul', ['flat', 'matrix']),
    ],
    () => ({ v: tf.square(wave([3, 3, 2, 2])), shape: ints(-1, 120), m: tf.square(wave([120, 3])) }),
  ],
  [
    'a matrix product with the constant transposed, and one of two values',
    'rearrange dense opaque',
    [
      node('flat', 'Reshape', ['x', 'shape']),
      node('d', 'MatMul', ['flat', 'w'], { transpose_b: true }),
      node('y', 'MatMul', ['d', 'd'], { transpose_b: true }),
    ],
    () => ({ shape: ints(-1, 60), w: wave([4, 60]) }),
  ],
  [
    'arithmetic with constants on either side and with values',
    'linear linear linear linear product opaque linear linear',
    [
      node('a', 'Sub', ['c', 'x']),
      node('b', 'Mul', ['c', 'a']),
      node('d', 'RealDiv', ['b', 'c']),
      node('e', 'Sub', ['d', 'x']),
      node('f', 'Mul', ['e', 'x']),
      node('g', 'RealDiv', ['c', 'far']),
      node('far', 'Add', ['x', 'ten']),
      node('y', 'AddN', ['f', 'g', 'c2'], { N: 3 }),
    ],
    () => ({ c: tf.tensor1d([0.5, -2]), ten: tf.scalar(10), c2: wave(sizes) }),
  ],
  [
    'pools, padding and resizing',
    'rearrange linear maxPool rearrange linear',
    [
      node('p', 'PadV2', ['x', 'around', 'value']),
      node('a', 'AvgPool', ['p'], { ksize: [1, 3, 3, 1], strides: [1, 2, 2, 1], padding: 'SAME' }),
      node('m', 'MaxPool', ['a'], { ksize: [1, 2, 2, 1], strides: [1, 1, 1, 1], padding: 'VALID' }),
      node('n', 'ResizeNearestNeighbor', ['m', 'size']),
      node('y', 'Sum', ['n', 'axis'], { keep_dims: true }),
    ],
    () => ({
      around: tf.tensor2d([0, 0, 1, 2, 0, 1, 0, 0], [4, 2], 'int32'),
      value: tf.scalar(0.5),
      size: ints(6, 6),
      axis: tf.scalar(3, 'int32'),
    }),
  ],
  [
    'two outputs of one node, taken by another',
    'rearrange',
    [
      node('parts', 'Split', ['axis', 'x'], { num_split: 2 }),
      node('y', 'ConcatV2', ['parts:1', 'parts', 'axis'], { N: 2 }),
    ],
    () => ({ axis: tf.scalar(3, 'int32') }),
  ],
  [
    'resizing with the centres of pixels where each option has them',
    'linear linear linear rearrange rearrange',
    [
      node('a', 'ResizeBilinear', ['x', 'large'], { half_pixel_centers: true }),
      node('b', 'ResizeBilinear', ['a', 'small'], { align_corners: true }),
      node('c', 'ResizeBilinear', ['b', 'large']),
      node('d', 'ResizeNearestNeighbor', ['c', 'small'], { align_corners: true }),
      node('y', 'ResizeNearestNeighbor', ['d', 'large'], { half_pixel_centers: true }),
    ],
    () => ({ large: ints(8, 11), small: ints(7, 4) }),
  ],
  [
    'slices, also a single one, put together again',
    'rearrange rearrange rearrange rearrange product',
    [
      node('thin', 'ExpandDims', ['x', 'axis']),
      node('only', 'Unpack', ['thin'], { num: 1, axis: 3 }),
      node('slices', 'Unpack', ['only'], { num: 2, axis: -1 }),
      node('product', 'Mul', ['slices', 'slices:1']),
      node('y', 'Pack', ['product', 'slices:1'], { N: 2, axis: 1 }),
    ],
    () => ({ axis: tf.scalar(3, 'int32') }),
  ],
  [
    'a shape that is computed from the image',
    'rearrange rearrange rearrange rearrange',
    [
      node('s', 'Shape', ['x']),
      node('n', 'StridedSlice', ['s', 'zero', 'one', 'one'], { shrink_axis_mask: 1 }),
      node('to', 'Pack', ['n', 'rest'], { N: 2, axis: 0 }),
      node('y', 'Reshape', ['x', 'to']),
    ],
    () => ({ zero: ints(0), one: ints(1), rest: tf.scalar(60, 'int32') }),
  ],
  [
    'activations of many kinds',
    'activation activation activation activation activation activation activation',
    [
      node('a', 'Relu6', ['x']),
      node('b', 'Elu', ['a']),
      node('c', 'Selu', ['b']),
      node('d', 'Softplus', ['c']),
      node('e', 'Minimum', ['d', 'top']),
      node('f', 'Exp', ['e']),
      node('y', 'Tanh', ['f']),
    ],
    () => ({ top: tf.scalar(1.2) }),
  ],
  [
    'a constant that is computed from constants',
    'linear',
    [node('root', 'Sqrt', ['c']), node('again', 'Identity', ['root']), node('y', 'Mul', ['x', 'again'])],
    () => ({ c: tf.tensor1d([4, 9]) }),
  ],
];

const definition = (nodes: NodeDefinition[], constants?: Record<string, tf.Tensor>): GraphDefinition => ({
  inputs: { x: [-1, ...sizes.slice(1)] },
  nodes,
  constants,
  outputs: { result: 'y' },
});

onEveryBackend(() => {
  describe('computes what the model computes, with gradients as finite differences have them:', () => {
    it.each(cases)('%s', async (_, ops, nodes, constants) => {
      const model = await graphModel(definition(nodes, constants?.()));
      const { graph } = toSubject(model);
      expect(graph!.steps.map(({ op }) => op).sort()).toEqual(ops.split(' ').sort());

      const weights = (like: tf.Tensor) => wave(like.shape, 2);
      const score = (y: tf.Tensor) => tf.sum(tf.mul(y, weights(y)));
      const x = image();
      const expected = model.execute({ x }, 'y') as tf.Tensor;
      const subject = toSubject(model);
      expect(relativeError(await subject.run([x]).data(), await expected.data())).toBeLessThan(1e-5);

      const before = tf.memory().numTensors;
      const gradient = tf.tidy(() =>
        tf
          .grad((input) => score(subject.run([input])))(x)
          .dataSync<'float32'>(),
      );
      expect(tf.memory().numTensors).toBe(before);
      const direction = wave(sizes, 5);
      const towards = direction.dataSync<'float32'>();
      const moved = (step: number) =>
        score(model.execute({ x: tf.add(x, tf.mul(direction, step)) }, 'y') as tf.Tensor).dataSync()[0];
      const slope = (moved(1e-3) - moved(-1e-3)) / 2e-3;
      const along = gradient.reduce((sum, value, i) => sum + value * towards[i], 0);
      expect(Math.abs(along - slope)).toBeLessThan(5e-3 * Math.max(1, Math.abs(slope)));
    });
  });
});

it('names the kernel that a filter computed from the image asks for', async () => {
  const model = await graphModel({
    ...definition(
      [
        node('means', 'Mean', ['x', 'axes'], { keep_dims: false }),
        node('w', 'Reshape', ['means', 'shape']),
        node('y', 'Conv2D', ['x', 'w'], window),
      ],
      { axes: ints(0, 1, 2), shape: ints(1, 1, 2, 1) },
    ),
  });
  await tf.setBackend('wasm');
  const target = (maps: tf.Tensor) => tf.sum(maps, [1, 2, 3]);
  expect(canExplain(model, 'saliency', { target })).toMatchObject({
    layer: 'y',
    kernel: 'Conv2DBackpropFilter',
  });
  await tf.setBackend('cpu');
  expect(canExplain(model, 'saliency', { target })).toEqual({ ok: true });
});

describe('outputs and layers of a graph model', () => {
  const twoHeads = (): Promise<GraphModel> =>
    graphModel({
      inputs: { x: [1, 6, 5, 2] },
      constants: {
        w: wave([3, 3, 2, 4]),
        axes: ints(1, 2),
        logits: wave([1, 1, 4, 3]),
        flat: ints(1, -1),
        v: wave([4, 1]),
        limit: tf.scalar(2, 'int32'),
      },
      nodes: [
        node('features', '_FusedConv2D', ['x', 'w'], { ...window, fused_ops: ['Relu'], num_args: 0 }),
        node('pooled', 'Mean', ['features', 'axes'], { keep_dims: true }),
        node('pointwise', 'Conv2D', ['pooled', 'logits'], window),
        node('probabilities', 'Softmax', ['pointwise']),
        node('classes', 'Reshape', ['probabilities', 'flat']),
        node('means', 'Mean', ['features', 'axes'], { keep_dims: false }),
        node('one', '_FusedMatMul', ['means', 'v'], { fused_ops: ['Sigmoid'], num_args: 0 }),
        node('best', 'TopKV2', ['classes', 'limit']),
        node('boxes', 'NonMaxSuppressionV3', ['best', 'best:1', 'limit']),
      ],
      outputs: { classes: 'classes:0', yes: 'one:0', boxes: 'boxes:0' },
    });
  const two = { data: Float32Array.from({ length: 120 }, (_, i) => Math.cos(i)), shape: [2, 6, 5, 2] };

  it('looks through a softmax behind which the classes are only reshaped, for any number of images', async () => {
    const model = await twoHeads();
    const found = await saliency(model, two, { output: 'classes' });
    const one = await saliency(model, two, {
      output: 'pointwise',
      target: (y) => tf.max(tf.reshape(y, [-1, 3]), 1),
    });
    expect(relativeError(found.values, one.values)).toBeLessThan(1e-6);
    expect(found.targetScores).toEqual(one.targetScores);
    const probability = await saliency(model, two, { score: 'probability' });
    expect(probability.targetScores.every((p) => p > 1 / 3 && p < 1)).toBe(true);
    expect(probability.warnings).toEqual(["the model has 3 outputs: 'classes' was taken"]);
  });

  it('takes an output by its index, its name in the signature or the name of a node', async () => {
    const model = await twoHeads();
    const [byIndex, byName, byNode] = await Promise.all(
      [1, 'yes', 'one'].map((output) => integratedGradients(model, two, { output })),
    );
    expect(byName.values).toEqual(byIndex.values);
    expect(byNode.values).toEqual(byIndex.values);
    await expect(saliency(model, two, { output: 'no' })).rejects.toThrow(
      "unknown output: no (expected one of: 0 'classes', 1 'yes', 2 'boxes')",
    );
  });

  it('says which op of control flow is in the way', async () => {
    const model = await twoHeads();
    const can = canExplain(model, 'saliency', { output: 'boxes', outputs: 'logits' });
    expect(can.ok || can.reason).toContain(
      "node 'boxes' (NonMaxSuppressionV3) is control flow or runs asynchronously",
    );
    expect(canExplain(model, 'saliency', { output: 'classes' })).toEqual({ ok: true });
  });

  it('guesses the last convolution that still has places', async () => {
    const model = await twoHeads();
    const { graph, headValue } = toSubject(model, { output: 'classes' });
    expect(lastConvolution(graph!, headValue!)).toMatchObject({ name: 'features', shape: [null, 6, 5, 4] });
    const cam = await gradCam(model, two, { output: 'classes' });
    expect(cam.shape).toEqual([2, 6, 5]);
  });

  it('finds the rank of maps where heights and widths are free, and works where no shape is told', async () => {
    for (const shape of [[-1, -1, -1, 2], undefined]) {
      const model = await graphModel({
        inputs: { x: shape },
        constants: { w: wave([3, 3, 2, 4]), axes: ints(1, 2) },
        nodes: [
          node('features', 'Conv2D', ['x', 'w'], window),
          node('scores', 'Mean', ['features', 'axes'], { keep_dims: false }),
        ],
      });
      const { graph, headValue } = toSubject(model);
      expect(lastConvolution(graph!, headValue!).shape).toEqual(shape ? [null, null, null, 4] : []);
      expect((await gradCam(model, two)).shape).toEqual([2, 6, 5]);
      const [{ shape: found }] = await layerActivations(model, two, { layers: ['features'] });
      expect(found).toEqual([2, 6, 5, 4]);
    }
  });

  it('says that a model was exported for one image when it can do no more', async () => {
    const model = await graphModel({
      inputs: { x: [1, 6, 5, 2] },
      constants: { flat: ints(60), to: ints(1, 60) },
      nodes: [node('row', 'Reshape', ['x', 'flat']), node('y', 'Reshape', ['row', 'to'])],
    });
    await expect(saliency(model, two)).rejects.toThrow(
      'the model was exported for 1 image a pass: set option batchSize',
    );
    const single = await saliency(model, two, { batchSize: 1 });
    expect(single.values.reduce((a, b) => a + b)).toBe(2);
  });
});
