import * as tf from '@tensorflow/tfjs-core';
import { conv2d } from './conv2d';
import { maxPool } from './max-pool';
import type { Layer, Step } from './step';

/** A part of a layer: a step before its place in the graph is known. */
export type LayerPart = Pick<Step, 'op' | 'activation' | 'compute'>;

/** The fields of layers that TF.js keeps protected; all are read only. */
interface LayerInternals {
  kernel?: { read(): tf.Tensor };
  depthwiseKernel?: { read(): tf.Tensor };
  bias?: { read(): tf.Tensor } | null;
  activation?: { apply(x: tf.Tensor): tf.Tensor; getClassName(): string } | null;
  poolSize?: number[];
  strides?: number[];
  padding?: 'same' | 'valid';
  dataFormat?: string;
  dilationRate?: number | number[];
  axis?: number | number[];
}

const activationLayers: Record<string, string> = {
  ReLU: 'relu',
  LeakyReLU: 'leakyReLU',
  PReLU: 'prelu',
  ELU: 'elu',
  ThresholdedReLU: 'thresholdedReLU',
};

/**
 * Splits a layer into its linear part and its activation. Convolutions and dense layers are run by plain ops: the
 * fused ones that the layers themselves use ask for filter gradients even where only the input's are wanted.
 */
export function layerParts(layer: Layer, kwargs: Record<string, unknown>, outputRank: number): LayerPart[] {
  const fields = layer as unknown as LayerInternals;
  const type = layer.getClassName();
  const whole = (inputs: tf.Tensor[]): tf.Tensor[] => {
    const result = layer.call(inputs.length === 1 ? inputs[0] : inputs, { ...kwargs, training: false });
    return Array.isArray(result) ? result : [result];
  };
  if (type === 'Activation') return [activationPart(fields)];
  if (type === 'Softmax') {
    // Only a softmax over the last axis is the one that a score looks through; the layer's default axis is 1.
    const overClasses = [-1, outputRank - 1].includes(fields.axis as number);
    return [{ op: 'activation', activation: overClasses ? 'softmax' : 'softmaxAlongAxis', compute: whole }];
  }
  if (type in activationLayers) {
    return [{ op: 'activation', activation: activationLayers[type], compute: whole }];
  }
  const linear = linearPart(type, fields);
  if (!linear) return [{ op: 'layer', compute: whole }];
  return isLinear(fields) ? [linear] : [linear, activationPart(fields)];
}

function isLinear({ activation }: LayerInternals): boolean {
  return !activation || activation.getClassName() === 'linear';
}

/** The activation built into a layer that is run whole, if it has one. */
export function ownActivation(layer: Layer): string | undefined {
  const fields = layer as unknown as LayerInternals;
  return isLinear(fields) ? undefined : fields.activation?.getClassName();
}

function activationPart({ activation }: LayerInternals): LayerPart {
  return {
    op: 'activation',
    activation: activation!.getClassName(),
    compute: ([x]) => [activation!.apply(x)],
  };
}

function linearPart(type: string, fields: LayerInternals): LayerPart | undefined {
  const addBias = (y: tf.Tensor) => (fields.bias ? tf.add(y, fields.bias.read()) : y);
  const strides = fields.strides as [number, number];
  const padding = fields.padding!;
  const dilation = (fields.dilationRate ?? 1) as number | [number, number];
  if (type === 'Dense') {
    return {
      op: 'dense',
      compute: ([x]) => {
        // A dense layer works on the last axis, whatever the rank.
        const kernel = fields.kernel!.read() as tf.Tensor2D;
        const rows = tf.reshape(x, [-1, kernel.shape[0]]);
        const y = addBias(tf.matMul(rows, kernel));
        return [x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), kernel.shape[1]])];
      },
    };
  }
  if (fields.dataFormat === 'channelsFirst') return undefined;
  if (type === 'Conv2D') {
    return {
      op: 'conv2d',
      compute: ([x]) => {
        const kernel = fields.kernel!.read() as tf.Tensor4D;
        return [addBias(conv2d(x, { kernel, strides, padding, dilation }))];
      },
    };
  }
  if (type === 'MaxPooling2D') {
    const poolSize = fields.poolSize as [number, number];
    return { op: 'maxPool2d', compute: ([x]) => [maxPool(x, { poolSize, strides, padding })] };
  }
  if (type === 'DepthwiseConv2D') {
    return {
      op: 'depthwiseConv2d',
      compute: ([x]) => {
        const kernel = fields.depthwiseKernel!.read() as tf.Tensor4D;
        return [addBias(tf.depthwiseConv2d(x as tf.Tensor4D, kernel, strides, padding, 'NHWC', dilation))];
      },
    };
  }
  return undefined;
}
