import * as tf from '@tensorflow/tfjs-core';
import type { LayerPart } from '../layers/layer-part';
import { leakyRelu } from '../leaky-relu';
import { prelu } from '../prelu';
import { attribute, type GraphNode } from './graph-model';
import type { NodeContext, NodeSteps } from './node-context';

interface Parameters {
  /** Of a leaky ReLU. */
  slope?: number;
  /** Of a PReLU. */
  alpha?: () => tf.Tensor;
}

type Activation = readonly [name: string, apply: (x: tf.Tensor, parameters: Parameters) => tf.Tensor];

/** By the op's name in lower case. */
const activations: Record<string, Activation> = {
  relu: ['relu', (x) => tf.relu(x)],
  relu6: ['relu6', (x) => tf.relu6(x)],
  elu: ['elu', (x) => tf.elu(x)],
  selu: ['selu', (x) => tf.selu(x)],
  leakyrelu: ['leakyReLU', (x, { slope = 0.2 }) => leakyRelu(x, slope)],
  prelu: ['prelu', (x, { alpha }) => prelu(x, alpha!())],
  sigmoid: ['sigmoid', (x) => tf.sigmoid(x)],
  tanh: ['tanh', (x) => tf.tanh(x)],
  softplus: ['softplus', (x) => tf.softplus(x)],
  softmax: ['softmax', (x) => tf.softmax(x)],
};

/** Those of which fused kernels know, by the op's name in lower case. */
function epilogueOf(op: string, { slope = 0.2 }: Parameters): LayerPart['epilogue'] {
  if (op === 'leakyrelu') return { activation: op, leakyreluAlpha: slope };
  return op === 'relu' || op === 'relu6' ? { activation: op } : undefined;
}

/** The step of an activation; `undefined` of one that is not known. */
export function activationPart(op: string, parameters: Parameters = {}): LayerPart | undefined {
  const found = activations[op.toLowerCase()] as Activation | undefined;
  if (!found || (op.toLowerCase() === 'prelu' && !parameters.alpha)) return undefined;
  const [activation, apply] = found;
  return {
    op: 'activation',
    activation,
    epilogue: epilogueOf(op.toLowerCase(), parameters),
    compute: ([x]) => [apply(x, parameters)],
  };
}

export function activationNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [x, alpha] = node.inputNames;
  const part = activationPart(node.op, {
    slope: attribute<number | undefined>(node, 'alpha'),
    ...(alpha !== undefined && context.isConstant(alpha) && { alpha: () => context.constant(alpha) }),
  });
  return part && { inputs: [x], parts: [part] };
}

/** The larger or the smaller of each element and a constant; `undefined` where neither is a constant. */
export function clippingNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [a, b] = node.inputNames;
  if (!context.isConstant(a) && !context.isConstant(b)) return undefined;
  const [x, bound] = context.isConstant(b) ? [a, b] : [b, a];
  const clip = node.op === 'Minimum' ? tf.minimum : tf.maximum;
  return {
    inputs: [x],
    parts: [
      {
        op: 'activation',
        activation: node.op.toLowerCase(),
        compute: ([values]) => [clip(values, context.constant(bound))],
      },
    ],
  };
}
