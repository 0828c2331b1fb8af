import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { seededRandom } from '../common/random';

type Symbolic = tfl.SymbolicTensor;
type Layer = ReturnType<typeof tfl.layers.dense>;

const chain = (from: Symbolic, ...layers: { apply: Layer['apply'] }[]): Symbolic =>
  layers.reduce((x, layer) => layer.apply(x) as Symbolic, from);
const merge = (layer: { apply: Layer['apply'] }, ...inputs: Symbolic[]) => layer.apply(inputs) as Symbolic;
const conv = (filters: number, more: object = {}) =>
  tfl.layers.conv2d({ filters, kernelSize: 3, padding: 'same', ...more });

/** Ends every model: three logits. */
const head = (x: Symbolic, more: object = {}) =>
  chain(x, tfl.layers.flatten(), tfl.layers.dense({ units: 3, name: 'logits', ...more }));

/** How the image `[6, 5, 2]` becomes logits, by what the model is there to show. */
const builders: Record<string, (image: Symbolic) => Symbolic> = {
  'activations of all kinds': (x) =>
    head(
      chain(
        x,
        conv(3, { activation: 'elu' }),
        conv(3, { activation: 'sigmoid' }),
        conv(3, { activation: 'selu' }),
        tfl.layers.prelu({ name: 'prelu' }),
        conv(3, { activation: 'softplus' }),
        tfl.layers.leakyReLU({ alpha: 0.2 }),
        conv(3, { activation: 'tanh' }),
        conv(3, { activation: 'swish' }),
        tfl.layers.reLU({ maxValue: 6 }),
      ),
    ),
  'pooling and batch normalisation': (x) =>
    head(
      chain(
        x,
        conv(4),
        tfl.layers.batchNormalization(),
        tfl.layers.reLU(),
        tfl.layers.maxPooling2d({ poolSize: 2 }),
        conv(4, { activation: 'relu' }),
        tfl.layers.maxPooling2d({ poolSize: 2, strides: 1 }),
        tfl.layers.averagePooling2d({ poolSize: 2, padding: 'same' }),
        tfl.layers.dropout({ rate: 0.5 }),
      ),
    ),
  'branches that meet': (x) => {
    const stem = chain(x, conv(3, { activation: 'relu' }));
    const left = chain(stem, conv(3), tfl.layers.batchNormalization());
    const sum = merge(tfl.layers.add(), left, stem);
    const wide = merge(tfl.layers.concatenate(), chain(sum, tfl.layers.elu()), stem);
    return head(merge(tfl.layers.concatenate(), wide, chain(x, conv(2))));
  },
  'a gate': (x) => {
    const features = chain(x, conv(3, { activation: 'relu', name: 'features' }));
    const gate = chain(
      features,
      tfl.layers.globalAveragePooling2d({}),
      tfl.layers.dense({ units: 3, activation: 'sigmoid' }),
      tfl.layers.reshape({ targetShape: [1, 1, 3] }),
    );
    return head(merge(tfl.layers.multiply({ name: 'gated' }), features, gate));
  },
  'shared layers': (x) => {
    const shared = [conv(2, { name: 'shared' }), tfl.layers.reLU({ name: 'relu' })];
    const once = chain(x, ...shared);
    const twice = chain(once, ...shared);
    return head(merge(tfl.layers.add(), once, twice));
  },
  'a nested model': (x) => {
    const inner = tfl.input({ shape: [6, 5, 2] });
    const features = tfl.model({
      inputs: inner,
      outputs: chain(inner, conv(3, { activation: 'relu' }), tfl.layers.maxPooling2d({ poolSize: 2 })),
      name: 'inner',
    });
    return head(chain(x, features));
  },
  'a depthwise convolution with stride': (x) =>
    chain(
      x,
      tfl.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
      tfl.layers.depthwiseConv2d({ kernelSize: 2, name: 'depthwise' }),
      tfl.layers.globalMaxPooling2d({}),
      tfl.layers.dense({ units: 4, activation: 'relu' }),
      tfl.layers.dense({ units: 3 }),
    ),
  'softmax at the end': (x) => head(chain(x, conv(3, { activation: 'relu' })), { activation: 'softmax' }),
  'softmax in the middle': (x) =>
    head(chain(x, conv(3), tfl.layers.softmax({ axis: -1, name: 'attention' }), conv(2))),
  'layer normalisation': (x) => head(chain(x, conv(3), tfl.layers.layerNormalization({ name: 'norm' }))),
  'one sigmoid output': (x) =>
    chain(
      x,
      conv(3, { activation: 'relu' }),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 1, activation: 'sigmoid' }),
    ),
};

export const smallModels = Object.keys(builders);

/** One of {@link smallModels}, for images `[n, 6, 5, 2]`, with weights of a fixed seed; `bias: false` sets all biases to 0. */
export function smallModel(name: string, { bias = true } = {}): tfl.LayersModel {
  const image = tfl.input({ shape: [6, 5, 2], name: 'image' });
  const model = tfl.model({ inputs: image, outputs: builders[name](image) });
  fillWeights(model, bias);
  return model;
}

/** Weights of all signs, variances positive. */
export function fillWeights(model: tfl.LayersModel, bias = true): void {
  const random = seededRandom(1);
  tf.tidy(() => {
    const weights = model.weights.map(({ name, shape }) => {
      const size = (shape as number[]).reduce((a, b) => a * b, 1);
      const signed = Float32Array.from({ length: size }, () => random() * 2 - 1);
      const isOffset = /bias|beta|moving_mean/.test(name);
      const isPositive = /variance|gamma|alpha/.test(name);
      const scale = (shape as number[]).length > 1 ? Math.sqrt(3 / (size / shape.at(-1)!)) : 0.5;
      const values = signed.map((value) =>
        isOffset ? (bias ? 0.3 * value : 0) : isPositive ? 0.6 + 0.5 * value : scale * value,
      );
      return tf.tensor(values, shape as number[]);
    });
    model.setWeights(weights);
  });
}

/** `n` images `[6, 5, 2]` of values in -1..1, of a seed. */
export function smallImages(n: number, seed = 7) {
  const random = seededRandom(seed);
  return { data: Float32Array.from({ length: n * 60 }, () => random() * 2 - 1), shape: [n, 6, 5, 2] };
}
