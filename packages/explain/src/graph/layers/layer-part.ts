import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { withGradient } from '../../common/with-gradient';
import type { LinearMap, Step, StepOp } from '../step';

export type Layer = InstanceType<typeof tfl.layers.Layer>;

/** A part of a layer: a step before its place in the graph is known. */
export interface LayerPart extends Pick<
  Step,
  'op' | 'activation' | 'compute' | 'linear' | 'epilogue' | 'unpool' | 'windows' | 'gradientKernels'
> {
  /** Inputs of the layer that it reads after what the part before it gives, by number. Default: the first part reads all. */
  reads?: number[];
}

export interface Weight {
  read(): tf.Tensor;
}

/** The fields of layers that TF.js keeps protected; all are read only. */
export interface LayerFields {
  kernel?: Weight;
  depthwiseKernel?: Weight;
  pointwiseKernel?: Weight;
  bias?: Weight | null;
  activation?: { apply(x: tf.Tensor): tf.Tensor; getClassName?(): string } | null;
  alpha?: number | Weight;
  maxValue?: number | null;
  kernelSize?: number[];
  poolSize?: number[];
  strides?: number[];
  padding?: 'same' | 'valid';
  dataFormat?: string;
  dilationRate?: number | number[];
  axis?: number | number[];
  epsilon?: number;
  gamma?: Weight | null;
  beta?: Weight | null;
  movingMean?: Weight;
  movingVariance?: Weight;
  interpolation?: string;
  normalize?: boolean;
  theta?: number;
  size?: number[];
  cropping?: [number, number][];
  /** Of a wrapper. */
  layer?: Layer;
}

/** Where the model calls a layer. */
export interface LayerCallSite {
  kwargs: Record<string, unknown>;
  /** Of the inputs, the number of images `null`. */
  inputShapes: (number | null)[][];
  /** Of the first output. */
  outputRank: number;
}

/** A layer where the model calls it. */
export interface LayerUse extends LayerCallSite {
  type: string;
  fields: LayerFields;
  /** The layer's own computation in inference mode. */
  whole: LayerPart['compute'];
  /** Takes another layer apart: one inside this. */
  partsOf: (layer: Layer, site: LayerCallSite) => LayerPart[];
}

/** Takes a layer apart; `undefined` where it can't, e.g. with channels first. */
export type LayerRule = (use: LayerUse) => LayerPart[] | undefined;

/** The layer as it is, in one step. */
export const asWhole =
  (op: StepOp): LayerRule =>
  ({ whole }) => [{ op, compute: whole }];

/** A step that is `apply(x, kernel) + bias`. */
export function linearStep(op: 'convolution' | 'dense', linear: LinearMap): LayerPart {
  return {
    op,
    linear,
    compute: ([x]) => {
      const y = linear.apply(x, linear.kernel());
      const bias = linear.bias();
      return [bias ? addBias(y, bias) : y];
    },
  };
}

/** `y + bias` whose gradient is handed on: that of `tf.add` keeps a copy of `y` on wasm. */
function addBias(y: tf.Tensor, bias: tf.Tensor): tf.Tensor {
  return withGradient(
    y,
    (value) => tf.add(value, bias),
    (dy) => tf.reshape(dy, y.shape),
  );
}

/** A map of tensors with channels last, for one with channels in front of the places. */
export function channelsFirst(map: (x: tf.Tensor) => tf.Tensor): (x: tf.Tensor) => tf.Tensor {
  return (x) => toChannelsFirst(map(toChannelsLast(x)));
}

export function toChannelsLast(x: tf.Tensor): tf.Tensor {
  return tf.transpose(x, [0, ...places(x), 1]);
}

export function toChannelsFirst(x: tf.Tensor): tf.Tensor {
  return tf.transpose(x, [0, x.rank - 1, ...places(x).map((axis) => axis - 1)]);
}

const places = (x: tf.Tensor) => Array.from({ length: x.rank - 2 }, (_, i) => i + 2);
