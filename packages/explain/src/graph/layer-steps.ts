import * as tf from '@tensorflow/tfjs-core';
import { conv2d } from './conv2d';
import { maxPool, unpool } from './max-pool';
import type { LinearMap, Step } from './step';
import type * as tfl from '@tensorflow/tfjs-layers';

export type Layer = InstanceType<typeof tfl.layers.Layer>;

/** A part of a layer: a step before its place in the graph is known. */
export type LayerPart = Pick<Step, 'op' | 'activation' | 'compute' | 'linear' | 'unpool'>;

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
  if (!linear) {
    const activation = isLinear(fields) ? undefined : fields.activation?.getClassName();
    return [{ op: 'opaque', ...(activation && { activation }), compute: whole }];
  }
  return isLinear(fields) ? [linear] : [linear, activationPart(fields)];
}

function isLinear({ activation }: LayerInternals): boolean {
  return !activation || activation.getClassName() === 'linear';
}

function activationPart({ activation }: LayerInternals): LayerPart {
  return {
    op: 'activation',
    activation: activation!.getClassName(),
    compute: ([x]) => [activation!.apply(x)],
  };
}

function linearPart(type: string, fields: LayerInternals): LayerPart | undefined {
  const strides = fields.strides as [number, number];
  const padding = fields.padding!;
  const dilation = (fields.dilationRate ?? 1) as number | [number, number];
  const bias = () => fields.bias?.read();
  if (type === 'Dense')
    return linearStep('dense', { kernel: () => fields.kernel!.read(), bias, apply: dense });
  if (fields.dataFormat === 'channelsFirst') return undefined;
  if (type === 'Conv2D') {
    return linearStep('convolution', {
      kernel: () => fields.kernel!.read(),
      bias,
      apply: (x, kernel) => conv2d(x, { kernel: kernel as tf.Tensor4D, strides, padding, dilation }),
    });
  }
  if (type === 'DepthwiseConv2D') {
    return linearStep('convolution', {
      kernel: () => fields.depthwiseKernel!.read(),
      bias,
      apply: (x, kernel) =>
        tf.depthwiseConv2d(x as tf.Tensor4D, kernel as tf.Tensor4D, strides, padding, 'NHWC', dilation),
    });
  }
  if (type === 'MaxPooling2D') {
    const options = { poolSize: fields.poolSize as [number, number], strides, padding };
    return {
      op: 'maxPool',
      compute: ([x]) => [maxPool(x, options)],
      unpool: (input, output, dy) => unpool(input, output, dy, options),
    };
  }
  return undefined;
}

/** A step that is `apply(x, kernel) + bias`. */
export function linearStep(op: 'convolution' | 'dense', linear: LinearMap): LayerPart {
  return {
    op,
    linear,
    compute: ([x]) => {
      const y = linear.apply(x, linear.kernel());
      const bias = linear.bias();
      return [bias ? tf.add(y, bias) : y];
    },
  };
}

/** Works on the last axis, whatever the rank. */
function dense(x: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
  const y = tf.matMul(tf.reshape(x, [-1, kernel.shape[0]]), kernel);
  return x.rank === 2 ? y : tf.reshape(y, [...x.shape.slice(0, -1), kernel.shape[1]!]);
}
