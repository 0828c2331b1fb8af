import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, expect, it } from 'vitest';
import { toSubject } from '../common/subject';
import { findLayer } from '../graph/find-layer';
import { neuronGradient } from '../neurons/neuron-gradient';
import { graphModel } from '../testing/graph-definition';
import { receptiveFields, subjectFields } from './receptive-fields';

type Layer = tfl.layers.Layer;
const { layers } = tfl;

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Weights without sign or accident: what a unit depends on has a gradient above 0. */
const positive = { kernelInitializer: tfl.initializers.randomUniform({ minval: 0.1, maxval: 1, seed: 1 }) };
const conv = (kernelSize: number, more: object = {}) =>
  layers.conv2d({ filters: 2, kernelSize, ...positive, ...more });

function chain(shape: number[], all: Layer[]): tfl.LayersModel {
  const input = tfl.input({ shape });
  return tfl.model({ inputs: input, outputs: all.reduce((x, layer) => layer.apply(x) as typeof x, input) });
}

it('follows the formula along a chain, worked out on paper', () => {
  // leaky4: 5x5 padded by 2, then 3x3 padded by 1, each before 2x2 pooling.
  const pool = () => layers.maxPooling2d({ poolSize: 2 });
  const model = chain(
    [48, 48, 1],
    [
      conv(5, { padding: 'same' }),
      layers.leakyReLU({}),
      pool(),
      conv(3, { padding: 'same' }),
      pool(),
      conv(3, { padding: 'same' }),
      pool(),
      conv(3, { padding: 'same' }),
      pool(),
      layers.flatten(),
      layers.dense({ units: 7 }),
    ],
  );
  const rows = receptiveFields(model).map(({ size: [size], stride: [stride], start: [start], whole }) =>
    whole ? 'whole' : [size, stride, start],
  );
  expect(rows).toEqual([
    [5, 1, -2],
    [5, 1, -2],
    [6, 2, -2],
    [10, 2, -4],
    [12, 4, -4],
    [20, 4, -8],
    [24, 8, -8],
    [40, 8, -16],
    [48, 16, -16],
    'whole',
    'whole',
  ]);
});

it('knows rows from columns, and gives the sizes of outputs', () => {
  const model = chain(
    [20, 30, 3],
    [
      layers.zeroPadding2d({ padding: [[1, 2], [3, 0]] as never }), // prettier-ignore
      conv(3, { strides: [2, 1], dilationRate: 1, padding: 'valid' }),
      layers.averagePooling2d({ poolSize: [3, 1], strides: [1, 4] }),
    ],
  );
  const [padded, convolved, pooled] = receptiveFields(model);
  expect(padded).toMatchObject({ places: [23, 33], channels: 3, size: [1, 1], start: [-1, -3] });
  expect(convolved).toMatchObject({ places: [11, 31], size: [3, 3], stride: [2, 1], start: [-1, -3] });
  expect(pooled).toMatchObject({
    places: [9, 8],
    channels: 2,
    size: [7, 3],
    stride: [2, 4],
    start: [-1, -3],
  });
});

const branches = () => {
  const input = tfl.input({ shape: [12, 12, 1] });
  const apply = (layer: Layer, x: tfl.SymbolicTensor) => layer.apply(x) as tfl.SymbolicTensor;
  const narrow = apply(conv(1, { strides: 2 }), input);
  const wide = apply(conv(3, { padding: 'same' }), apply(conv(3, { strides: 2, padding: 'same' }), input));
  const sum = apply(layers.add(), [narrow, wide] as never);
  return tfl.model({ inputs: input, outputs: apply(layers.leakyReLU({}), sum) });
};

it.each<[string, () => tfl.LayersModel]>([
  ['a chain of convolutions', () => chain([12, 12, 1], [conv(3), conv(3, { padding: 'same' })])],
  [
    'strides with padding same, even and odd sizes',
    () =>
      chain(
        [12, 11, 1],
        [conv(3, { strides: 2, padding: 'same' }), conv(4, { strides: 2, padding: 'same' })],
      ),
  ],
  ['dilation', () => chain([12, 12, 1], [conv(3, { dilationRate: 2 }), conv(2)])],
  [
    'pooling, padding and cropping',
    () =>
      chain(
        [12, 12, 1],
        [
          layers.zeroPadding2d({ padding: 2 }),
          layers.averagePooling2d({ poolSize: 3, strides: 2 }),
          conv(3, { padding: 'same' }),
          layers.cropping2D({ cropping: 1 }),
          conv(2),
        ],
      ),
  ],
  [
    'separable and depthwise convolutions',
    () => {
      const drawn = positive.kernelInitializer;
      return chain(
        [12, 12, 2],
        [
          layers.separableConv2d({
            filters: 2,
            kernelSize: 3,
            depthwiseInitializer: drawn,
            pointwiseInitializer: drawn,
          }),
          layers.depthwiseConv2d({ kernelSize: 3, strides: 2, depthwiseInitializer: drawn }),
        ],
      );
    },
  ],
  [
    'upsampling to the nearest and bilinear',
    () =>
      chain(
        [6, 6, 1],
        [
          layers.upSampling2d({ size: [2, 3] }),
          conv(3, { strides: 2, padding: 'same' }),
          layers.upSampling2d({ interpolation: 'bilinear' } as never),
          conv(2),
        ],
      ),
  ],
  [
    'transposed convolutions',
    () =>
      chain(
        [6, 6, 1],
        [
          layers.conv2dTranspose({ filters: 1, kernelSize: 3, strides: 2, ...positive }),
          layers.conv2dTranspose({ filters: 1, kernelSize: 3, padding: 'same', ...positive }),
        ],
      ),
  ],
  ['branches that meet', branches],
])('is where the gradient of a unit is, of %s', async (_, make) => {
  const model = make();
  const [, h, w, c] = model.inputs[0].shape as number[];
  const image = {
    data: Float32Array.from({ length: h * w * c }, (__, i) => 1 + (i % 5)),
    shape: [1, h, w, c],
  };
  const subject = toSubject(model, { outputs: 'logits' });
  const { fields } = subjectFields(subject);
  const last = model.layers.at(-1)!.name;
  const [value] = findLayer(subject.graph!, last).outputs;
  const [rows, columns] = fields.extents(value)!;
  expect([rows, columns]).toEqual((model.outputShape as number[]).slice(1, 3));
  for (const place of [
    [0, 0],
    [1, 2],
    [rows - 1, columns - 1],
    [rows >> 1, columns >> 1],
  ]) {
    const { values } = await neuronGradient(model, image, { layer: last, neuron: [...place, 0] });
    const seen = Array.from({ length: h * w }, (__, i) => i).filter((i) => values[i * c] !== 0);
    const [ys, xs] = [seen.map((i) => Math.floor(i / w)), seen.map((i) => i % w)];
    expect(fields.at(value, place, true)).toEqual([
      [Math.min(...ys), Math.max(...ys)],
      [Math.min(...xs), Math.max(...xs)],
    ]);
  }
});

it('takes the largest field, and a part of a stride, behind upsampling', () => {
  const model = chain([6, 6, 1], [layers.upSampling2d({ size: [2, 2] }), conv(2)]);
  const [enlarged, convolved] = receptiveFields(model);
  expect(enlarged).toMatchObject({ size: [1, 1], stride: [0.5, 0.5], start: [0, 0] });
  // Every other window lies inside one pixel.
  expect(convolved).toMatchObject({ size: [2, 2], stride: [0.5, 0.5], start: [0, 0] });
});

it('stays what it was through what looks at each place by itself', () => {
  const input = tfl.input({ shape: [8, 8, 1] });
  const a = conv(3, { padding: 'same' }).apply(input) as tfl.SymbolicTensor;
  const b = conv(1).apply(input) as tfl.SymbolicTensor;
  const largest = layers.maximum().apply([a, layers.minimum().apply([a, b]) as tfl.SymbolicTensor]);
  const normed = layers.layerNormalization({}).apply(largest) as tfl.SymbolicTensor;
  const rows = receptiveFields(tfl.model({ inputs: input, outputs: normed })).slice(-3);
  for (const row of rows) expect(row).toMatchObject({ size: [3, 3], start: [-1, -1], whole: false });
  const overAll = chain([8, 8, 1], [layers.layerNormalization({ axis: [1, 2, 3] })]);
  expect(receptiveFields(overAll)[0].whole).toBe(true);
});

it('is the whole input where a unit may depend on everything', () => {
  const input = tfl.input({ shape: [8, 8, 2] });
  const pooled = layers.globalAveragePooling2d({}).apply(input);
  const gate = layers.reshape({ targetShape: [1, 1, 2] }).apply(pooled);
  const gated = layers.multiply().apply([input, gate as tfl.SymbolicTensor]) as tfl.SymbolicTensor;
  const [, , excited] = receptiveFields(tfl.model({ inputs: input, outputs: gated }));
  expect(excited).toMatchObject({ places: [8, 8], size: [8, 8], whole: true });
  const turned = chain([4, 4, 1], [layers.permute({ dims: [2, 1, 3] })]);
  expect(receptiveFields(turned)[0].whole).toBe(true);
});

it('reads the nodes of a graph model', async () => {
  const model = await graphModel({
    inputs: { image: [-1, 21, 21, 1] },
    constants: {
      around: tf.tensor2d([0, 0, 0, 1, 2, 1, 0, 0], [4, 2], 'int32'),
      filter: tf.ones([3, 3, 1, 1]),
    },
    nodes: [
      { name: 'padded', op: 'Pad', input: ['image', 'around'] },
      {
        name: 'conv',
        op: 'Conv2D',
        input: ['padded', 'filter'],
        attr: { strides: [1, 2, 2, 1], dilations: [1, 2, 1, 1], padding: 'VALID', data_format: 'NHWC' },
      },
      { name: 'open', op: 'Relu', input: ['conv'] },
      {
        name: 'pool',
        op: 'MaxPool',
        input: ['open'],
        attr: { ksize: [1, 3, 3, 1], strides: [1, 2, 2, 1], padding: 'SAME' },
      },
    ],
  });
  const [padded, conv, open, pool] = receptiveFields(model);
  expect(padded).toMatchObject({ places: [22, 24], size: [1, 1], start: [0, -2] });
  expect(conv).toMatchObject({ places: [9, 11], size: [5, 3], stride: [2, 2], start: [0, -2] });
  expect(open).toMatchObject({ layer: 'open', size: [5, 3] });
  expect(pool).toMatchObject({ places: [5, 6], size: [9, 7], stride: [4, 4], start: [-2, -4] });
});

it('asks for the size of an input that is free', () => {
  const model = chain([null as never, null as never, 1], [conv(3, { strides: 2, padding: 'same' })]);
  expect(() => receptiveFields(model)).toThrow('is free (expected option size, its height and width)');
  expect(receptiveFields(model, { size: [9, 10] })[0]).toMatchObject({ places: [5, 5], start: [-1, 0] });
  for (const size of [[9], [9, 0], [9, NaN], 9]) {
    expect(() => receptiveFields(model, { size: size as number[] })).toThrow('invalid size: ');
  }
  const fixed = chain([9, null as never, 1], [conv(3)]);
  expect(() => receptiveFields(fixed, { size: [10, 9] })).toThrow(
    'invalid size: [10, 9] (expected [9, a whole number from 1])',
  );
  expect(() => receptiveFields(fixed, { size: [9, 2] })).toThrow('(Conv2D) is given 9x2 places');
  expect(() => receptiveFields((x) => x)).toThrow("need the model's layers");
});
