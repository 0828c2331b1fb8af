import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

/** A layer in one setting, on tiny inputs of odd sizes. */
export interface LayerCase {
  name: string;
  /** Of each input, without the batch. */
  shapes: number[][];
  layer: () => tfl.layers.Layer;
  /** What its steps are to rules. */
  ops: string;
  /** What the layer itself computes on stock wasm is wrong. */
  wrongOnWasm?: true;
}

const { layers } = tfl;
type Args = Record<string, unknown>;
type Make = (args: never) => tfl.layers.Layer;

function settings(ops: string, type: string, make: unknown, shape: number[], all: Args[]): LayerCase[] {
  return all.map((args) => ({
    name: `${type} ${JSON.stringify(args)} of [${shape.join(', ')}]`,
    shapes: [shape],
    layer: () => (make as Make)(args as never),
    ops,
  }));
}

const wrongOnWasm = (cases: LayerCase[]) => cases.map((one): LayerCase => ({ ...one, wrongOnWasm: true }));

const both = (args: Args): Args[] => [
  { ...args, padding: 'same' },
  { ...args, padding: 'valid' },
];
const first = { dataFormat: 'channelsFirst' };

const convolutions: LayerCase[] = [
  ...settings('dense', 'dense', layers.dense, [5], [{ units: 3 }]),
  ...settings('dense activation', 'dense', layers.dense, [3, 2, 5], [{ units: 3, activation: 'tanh' }]),
  ...[1, 3, 5].flatMap((channels) =>
    settings(
      'convolution',
      'conv1d',
      layers.conv1d,
      [7, channels],
      [
        ...both({ filters: 2, kernelSize: 3 }),
        ...both({ filters: 2, kernelSize: 4, dilationRate: 2 }),
        ...both({ filters: 3, kernelSize: 2, strides: 2, useBias: false }),
      ],
    ),
  ),
  ...[1, 3, 5].flatMap((channels) =>
    settings(
      'convolution',
      'conv2d',
      layers.conv2d,
      [5, 7, channels],
      [
        ...both({ filters: 4, kernelSize: 3 }),
        ...both({ filters: 2, kernelSize: [2, 3], strides: 2 }),
        ...both({ filters: 1, kernelSize: [3, 2], strides: [1, 3], useBias: false }),
        ...both({ filters: 2, kernelSize: 2, dilationRate: [2, 3] }),
        ...both({ filters: 2, kernelSize: 1 }),
      ],
    ),
  ),
  ...settings(
    'convolution',
    'conv2d',
    layers.conv2d,
    [6, 7, 2],
    [{ filters: 2, kernelSize: 2, strides: 3, padding: 'valid' }],
  ),
  ...wrongOnWasm(
    settings(
      'convolution',
      'conv2d',
      layers.conv2d,
      [6, 7, 2],
      [{ filters: 2, kernelSize: 2, strides: 3, padding: 'same' }],
    ),
  ),
  ...wrongOnWasm(
    settings(
      'convolution',
      'depthwiseConv2d',
      layers.depthwiseConv2d,
      [6, 7, 2],
      [{ kernelSize: 2, strides: 3, padding: 'same' }],
    ),
  ),
  ...settings(
    'convolution',
    'conv2d',
    layers.conv2d,
    [3, 5, 6],
    both({ filters: 2, kernelSize: 2, ...first }),
  ),
  ...settings(
    'convolution activation',
    'conv2d',
    layers.conv2d,
    [5, 4, 2],
    [{ filters: 2, kernelSize: 2, activation: 'sigmoid' }],
  ),
  ...[1, 3].flatMap((channels) =>
    settings(
      'convolution',
      'depthwiseConv2d',
      layers.depthwiseConv2d,
      [5, 7, channels],
      [
        ...both({ kernelSize: 3 }),
        ...both({ kernelSize: [2, 3], depthMultiplier: 2 }),
        ...both({ kernelSize: 3, strides: 2 }),
        { kernelSize: 2, strides: 3, useBias: false },
        { kernelSize: 2, dilationRate: 2 },
      ],
    ),
  ),
  ...settings(
    'convolution',
    'depthwiseConv2d',
    layers.depthwiseConv2d,
    [2, 4, 5],
    [{ kernelSize: 3, ...first }],
  ),
  ...settings(
    'convolution convolution',
    'separableConv2d',
    layers.separableConv2d,
    [5, 7, 3],
    [
      ...both({ filters: 4, kernelSize: 3 }),
      ...both({ filters: 2, kernelSize: 2, strides: 2, depthMultiplier: 2 }),
      { filters: 2, kernelSize: 2, dilationRate: 2 },
    ],
  ),
  ...settings(
    'convolution',
    'conv2dTranspose',
    layers.conv2dTranspose,
    [3, 4, 2],
    [
      ...both({ filters: 3, kernelSize: 3 }),
      ...both({ filters: 2, kernelSize: 3, strides: 2 }),
      ...both({ filters: 4, kernelSize: [2, 4], strides: [3, 2] }),
    ],
  ),
  ...settings(
    'convolution',
    'conv2dTranspose',
    layers.conv2dTranspose,
    [2, 3, 4],
    [{ filters: 3, kernelSize: 3, strides: 2, ...first }],
  ),
  ...settings(
    'convolution',
    'conv3d',
    layers.conv3d,
    [3, 4, 5, 2],
    [...both({ filters: 2, kernelSize: 2 }), ...both({ filters: 2, kernelSize: [2, 3, 2], strides: 2 })],
  ),
  ...settings(
    'convolution',
    'conv3d',
    layers.conv3d,
    [2, 3, 4, 3],
    [{ filters: 2, kernelSize: 2, ...first }],
  ),
  ...wrongOnWasm(
    settings(
      'convolution',
      'conv3dTranspose',
      layers.conv3dTranspose,
      [2, 3, 2, 2],
      both({ filters: 2, kernelSize: 3, strides: 2 }),
    ),
  ),
];

const windows: Args[] = [
  ...both({ poolSize: 2 }),
  ...both({ poolSize: 3, strides: 2 }),
  ...both({ poolSize: 2, strides: 1 }),
  { poolSize: 2, strides: 3 },
];
const pooling: LayerCase[] = (['max', 'average'] as const).flatMap((kind) => {
  const op = kind === 'max' ? 'maxPool' : 'linear';
  return [
    ...settings(op, `${kind}Pooling1d`, layers[`${kind}Pooling1d`], [7, 3], windows),
    ...[1, 3].flatMap((channels) =>
      settings(
        op,
        `${kind}Pooling2d`,
        layers[`${kind}Pooling2d`],
        [5, 7, channels],
        [...windows, ...both({ poolSize: [3, 2] }), ...both({ poolSize: [2, 3], strides: [3, 1] })],
      ),
    ),
    ...settings(
      op,
      `${kind}Pooling2d`,
      layers[`${kind}Pooling2d`],
      [2, 5, 6],
      both({ poolSize: 2, ...first }),
    ),
    ...settings(
      op,
      `${kind}Pooling3d`,
      layers[`${kind}Pooling3d`],
      [3, 5, 4, 2],
      [...windows, { poolSize: [1, 2, 3], strides: [2, 2, 1] }],
    ),
    ...settings(
      op,
      `${kind}Pooling3d`,
      layers[`${kind}Pooling3d`],
      [2, 3, 5, 4],
      [{ poolSize: 2, ...first }],
    ),
  ].map((one): LayerCase => (/^maxPooling3d.*same/.test(one.name) ? { ...one, wrongOnWasm: true } : one));
});

const globalPooling: LayerCase[] = [
  ...settings('maxPool', 'globalMaxPooling1d', layers.globalMaxPooling1d, [5, 3], [{}]),
  ...settings('maxPool', 'globalMaxPooling2d', layers.globalMaxPooling2d, [4, 5, 3], [{}]),
  ...settings('maxPool', 'globalMaxPooling2d', layers.globalMaxPooling2d, [3, 4, 5], [first]),
  ...settings('linear', 'globalAveragePooling1d', layers.globalAveragePooling1d, [5, 3], [{}]),
  ...settings('linear', 'globalAveragePooling2d', layers.globalAveragePooling2d, [4, 5, 3], [{}, first]),
];

const rearranging: LayerCase[] = [
  ...settings('rearrange', 'flatten', layers.flatten, [3, 2, 2], [{}, first]),
  ...settings('rearrange', 'reshape', layers.reshape, [3, 2, 2], [{ targetShape: [4, -1] }]),
  ...settings('rearrange', 'permute', layers.permute, [3, 4, 2], [{ dims: [3, 1, 2] }]),
  ...settings('rearrange', 'repeatVector', layers.repeatVector, [4], [{ n: 3 }]),
  ...settings(
    'rearrange',
    'zeroPadding2d',
    layers.zeroPadding2d,
    [3, 4, 2],
    [
      {
        padding: [
          [1, 2],
          [0, 1],
        ],
      },
      first,
    ],
  ),
  ...settings(
    'rearrange',
    'cropping2D',
    layers.cropping2D,
    [5, 6, 2],
    [
      {
        cropping: [
          [1, 2],
          [0, 1],
        ],
      },
    ],
  ),
  ...settings(
    'rearrange',
    'upSampling2d',
    layers.upSampling2d,
    [3, 5, 2],
    [{}, { size: [3, 2] }, { size: [5, 7] }],
  ),
  ...settings('rearrange', 'upSampling2d', layers.upSampling2d, [2, 3, 4], [first]),
  ...settings(
    'linear',
    'upSampling2d',
    layers.upSampling2d,
    [3, 5, 2],
    [{ interpolation: 'bilinear', size: [2, 3] }],
  ),
  ...settings('rearrange', 'dropout', layers.dropout, [4, 3], [{ rate: 0.5 }]),
  ...settings('rearrange', 'spatialDropout1d', layers.spatialDropout1d, [4, 3], [{ rate: 0.5 }]),
  ...settings('rearrange', 'gaussianNoise', layers.gaussianNoise, [4, 3], [{ stddev: 1 }]),
  ...settings('rearrange', 'gaussianDropout', layers.gaussianDropout, [4, 3], [{ rate: 0.5 }]),
  ...settings('rearrange', 'alphaDropout', layers.alphaDropout, [4, 3], [{ rate: 0.5 }]),
  ...settings('linear', 'rescaling', layers.rescaling, [3, 4, 2], [{ scale: 0.5, offset: -1 }]),
];

const normalization: LayerCase[] = [
  ...[[4], [3, 4], [3, 5, 2]].flatMap((shape) =>
    settings('linear', 'batchNormalization', layers.batchNormalization, shape, [
      {},
      { scale: false, epsilon: 0.1 },
    ]),
  ),
  ...settings(
    'linear',
    'batchNormalization',
    layers.batchNormalization,
    [3, 5, 2],
    [{ axis: 3, center: false }],
  ),
  ...settings('opaque', 'layerNormalization', layers.layerNormalization, [3, 2, 5], [{}, { center: false }]),
  ...settings('opaque', 'layerNormalization', layers.layerNormalization, [6], [{ scale: false }]),
];

const merged = (
  ops: string,
  type: 'add' | 'average' | 'multiply' | 'concatenate',
  ...shapes: number[][]
) => ({
  name: `${type} of ${shapes.map((shape) => `[${shape.join(', ')}]`).join(' and ')}`,
  shapes,
  layer: () => layers[type]() as tfl.layers.Layer,
  ops,
});
const merging: LayerCase[] = [
  merged('linear', 'add', [3, 2], [3, 2], [3, 2]),
  merged('linear', 'add', [3, 4, 2], [2]),
  merged('linear', 'average', [3, 2], [3, 2], [3, 2]),
  merged('rearrange', 'concatenate', [3, 2, 2], [3, 2, 3]),
  merged('product', 'multiply', [3, 4, 2], [3, 4, 2]),
  merged('product', 'multiply', [3, 4, 2], [1, 1, 2]),
  merged('product', 'multiply', [3, 4, 2], [2]),
  merged('product product', 'multiply', [3, 2], [3, 2], [3, 2]),
  merged('product product', 'multiply', [3, 2], [2], [3, 2]),
  {
    name: 'maximum',
    shapes: [
      [3, 2],
      [3, 2],
    ],
    layer: () => layers.maximum(),
    ops: 'opaque',
  },
  {
    name: 'minimum',
    shapes: [
      [3, 2],
      [3, 2],
    ],
    layer: () => layers.minimum(),
    ops: 'opaque',
  },
  { name: 'dot', shapes: [[4], [4]], layer: () => layers.dot({ axes: 1 }), ops: 'product' },
  {
    name: 'dot of matrices',
    shapes: [
      [3, 4],
      [5, 4],
    ],
    layer: () => layers.dot({ axes: 2 }),
    ops: 'product',
  },
  {
    name: 'dot, normalised',
    shapes: [[4], [4]],
    layer: () => layers.dot({ axes: 1, normalize: true }),
    ops: 'opaque',
  },
];

const activations: LayerCase[] = [
  ...[
    'elu',
    'selu',
    'relu',
    'relu6',
    'sigmoid',
    'hardSigmoid',
    'softplus',
    'softsign',
    'tanh',
    'softmax',
    'logSoftmax',
    'swish',
    'mish',
    'gelu',
    'gelu_new',
  ].flatMap((activation) =>
    settings('activation', 'activation', layers.activation, [3, 7], [{ activation }]),
  ),
  ...settings('rearrange', 'activation', layers.activation, [3], [{ activation: 'linear' }]),
  ...settings('activation', 'reLU', layers.reLU, [3, 4, 3], [{}, { maxValue: 1 }]),
  ...settings('activation', 'leakyReLU', layers.leakyReLU, [3, 4, 3], [{}, { alpha: 0.1 }]),
  ...settings('activation', 'prelu', layers.prelu, [3, 4, 3], [{}, { sharedAxes: [1, 2] }]),
  ...wrongOnWasm(settings('activation', 'prelu', layers.prelu, [3, 4, 3], [{ sharedAxes: [3] }])),
  ...settings('activation', 'prelu', layers.prelu, [5], [{}]),
  ...settings('activation', 'elu', layers.elu, [3, 4, 3], [{}]),
  ...settings('activation', 'thresholdedReLU', layers.thresholdedReLU, [3, 4, 3], [{ theta: 0.7 }]),
  ...settings('activation', 'softmax', layers.softmax, [3, 4], [{ axis: -1 }]),
  ...settings('activation', 'softmax', layers.softmax, [4], [{}]),
];

// The default, orthogonal, needs chained ops.
const given = { recurrentInitializer: 'glorotNormal' } as const;
const recurrent: LayerCase[] = [
  ...settings(
    'opaque',
    'simpleRNN',
    layers.simpleRNN,
    [4, 3],
    [
      { units: 2, ...given },
      { units: 2, returnSequences: true, ...given },
    ],
  ),
  ...settings('opaque', 'gru', layers.gru, [4, 3], [{ units: 2, ...given }]),
  ...settings(
    'opaque',
    'lstm',
    layers.lstm,
    [4, 3],
    [{ units: 2, recurrentActivation: 'sigmoid', ...given }],
  ),
  ...settings(
    'opaque',
    'convLstm2d',
    layers.convLstm2d,
    [2, 3, 4, 2],
    [{ filters: 2, kernelSize: 2, ...given }],
  ),
  {
    name: 'bidirectional lstm',
    shapes: [[4, 3]],
    layer: () =>
      layers.bidirectional({
        layer: layers.lstm({ units: 2, returnSequences: true, ...given }),
        mergeMode: 'concat',
      }),
    ops: 'opaque',
  },
  {
    name: 'timeDistributed dense',
    shapes: [[3, 4]],
    layer: () => layers.timeDistributed({ layer: layers.dense({ units: 2 }) }),
    ops: 'rearrange dense rearrange',
  },
  {
    name: 'timeDistributed conv2d',
    shapes: [[2, 3, 4, 2]],
    layer: () =>
      layers.timeDistributed({ layer: layers.conv2d({ filters: 2, kernelSize: 2, activation: 'relu' }) }),
    ops: 'rearrange convolution activation rearrange',
  },
];

const inTime = (inside: tfl.layers.Layer, shape: number[]) => ({
  name: `timeDistributed model of ${inside.getClassName()}`,
  shapes: [[2, ...shape]],
  layer: () => {
    const model = tfl.sequential();
    model.add(tfl.layers.inputLayer({ inputShape: shape }));
    model.add(inside);
    return layers.timeDistributed({ layer: model });
  },
  ops: 'opaque',
});
const modelsInTime: LayerCase[] = [
  inTime(layers.dense({ units: 2 }), [3]),
  inTime(layers.conv2d({ filters: 2, kernelSize: 2 }), [3, 4, 2]),
  inTime(layers.depthwiseConv2d({ kernelSize: 2 }), [3, 4, 2]),
];

class TimesItself extends tfl.layers.Layer {
  static readonly className = 'TimesItself';
  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.square(Array.isArray(inputs) ? inputs[0] : inputs);
  }
}

const others: LayerCase[] = [
  ...settings('opaque', 'layer of the user', (args: object) => new TimesItself(args), [3], [{}]),
];

/** Every layer that TF.js has and that has a gradient, in several settings. */
export const layerCases: LayerCase[] = [
  ...convolutions,
  ...pooling,
  ...globalPooling,
  ...rearranging,
  ...normalization,
  ...merging,
  ...activations,
  ...recurrent,
  ...modelsInTime,
  ...others,
];
