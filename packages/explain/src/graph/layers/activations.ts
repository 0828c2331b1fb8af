import type * as tf from '@tensorflow/tfjs-core';
import { leakyRelu } from '../leaky-relu';
import { prelu } from '../prelu';
import { relu } from '../relu';
import { thresholdedRelu } from '../thresholded-relu';
import type { LayerFields, LayerPart, LayerRule, Weight } from './layer-part';

/** Activations without parameters that fused kernels know, by name. */
const epilogues: Record<string, LayerPart['epilogue']> = {
  relu: { activation: 'relu' },
  relu6: { activation: 'relu6' },
};

/** The activation that a layer applies to what it computes, or is; none where it is linear. */
export function activationParts({ activation }: LayerFields): LayerPart[] {
  const name = activation?.getClassName?.();
  if (!activation || name === undefined || name === 'linear') return [];
  const apply = name === 'relu' ? relu : (x: tf.Tensor) => activation.apply(x);
  return [{ op: 'activation', activation: name, epilogue: epilogues[name], compute: ([x]) => [apply(x)] }];
}

const named =
  (activation: string): LayerRule =>
  ({ whole }) => [{ op: 'activation', activation, epilogue: epilogues[activation], compute: whole }];

export const activations: Record<string, LayerRule> = {
  Activation: ({ fields }) => {
    const parts = activationParts(fields);
    return parts.length > 0 ? parts : [{ op: 'rearrange', compute: ([x]) => [x] }];
  },
  ReLU: (use) => {
    const { maxValue } = use.fields;
    if (maxValue === undefined || maxValue === null) {
      return [
        { op: 'activation', activation: 'relu', epilogue: epilogues.relu, compute: ([x]) => [relu(x)] },
      ];
    }
    return named(maxValue === 6 ? 'relu6' : 'clippedReLU')(use);
  },
  LeakyReLU: ({ fields }) => [
    {
      op: 'activation',
      activation: 'leakyReLU',
      epilogue: { activation: 'leakyrelu', leakyreluAlpha: fields.alpha as number },
      compute: ([x]) => [leakyRelu(x, fields.alpha as number)],
    },
  ],
  PReLU: ({ fields }) => [
    {
      op: 'activation',
      activation: 'prelu',
      compute: ([x]) => [prelu(x, (fields.alpha as Weight).read())],
    },
  ],
  ELU: named('elu'),
  ThresholdedReLU: ({ fields }) => [
    {
      op: 'activation',
      activation: 'thresholdedReLU',
      compute: ([x]) => [thresholdedRelu(x, fields.theta!)],
    },
  ],
  // Only a softmax over the last axis is the one that a score looks through; the layer's default axis is 1.
  Softmax: (use) => {
    const overClasses = [-1, use.outputRank - 1].includes(use.fields.axis as number);
    return named(overClasses ? 'softmax' : 'softmaxAlongAxis')(use);
  },
};
