import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../../common/with-gradient';
import {
  conv2d,
  conv2dGradient,
  conv2dTranspose,
  depthwiseConv2d,
  depthwiseConv2dGradient,
  fusedConv2d,
} from '../conv2d';
import { dense, fusedDense } from '../layers/convolutions';
import { linearStep, type LayerPart } from '../layers/layer-part';
import type { LinearMap } from '../step';
import { activationPart } from './activation-nodes';
import { attribute, type GraphNode } from './graph-model';
import type { NodeContext, NodeSteps } from './node-context';

type Pair = [number, number];

/** Plain or fused, per channel or not; `undefined` where it is none that can be taken apart (e.g. channels first). */
export function convolutionNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [x, filter, ...args] = node.inputNames;
  if (attribute(node, 'dataFormat', 'nhwc') !== 'nhwc' || !context.isConstant(filter)) return undefined;
  const perChannel = /depthwise/i.test(node.op);
  const strides = middle(attribute<number[]>(node, 'strides'));
  const dilation = middle(attribute<number[]>(node, 'dilations', [1, 1, 1, 1]));
  const { padding, around } = paddingOf(node);
  const options = { strides, padding, dilation };
  const ours = perChannel ? depthwiseConv2d : conv2d;
  const theirs = perChannel ? tf.depthwiseConv2d : tf.conv2d;
  const gradient = perChannel ? depthwiseConv2dGradient : conv2dGradient;
  const padded = (image: tf.Tensor) => (around ? tf.pad(image, around) : image);
  const convolve = (image: tf.Tensor, kernel: tf.Tensor4D): tf.Tensor => {
    if (context.isWeight(filter)) return ours(image, { ...options, kernel });
    // A filter that is computed from constants is gone by the time of the gradient, unless it is saved.
    return withGradient(
      image,
      (input, save) => {
        save([kernel]);
        return theirs(input as tf.Tensor4D, kernel, strides, padding, 'NHWC', dilation);
      },
      (dy, [saved]) => gradient(dy, image.shape, { ...options, kernel: saved as tf.Tensor4D }),
    );
  };
  return weightedNode(node, context, {
    op: 'convolution',
    x,
    args,
    kernel: () => context.constant(filter),
    apply: (image, kernel) => convolve(padded(image), kernel as tf.Tensor4D),
    ...(!perChannel && {
      fused: (image, kernel, epilogue) =>
        fusedConv2d(padded(image), { ...options, kernel: kernel as tf.Tensor4D }, epilogue),
    }),
  });
}

/** A transposed convolution to a size that is a constant. */
export function transposedNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [size, filter, x] = node.inputNames;
  const { padding, around } = paddingOf(node);
  if (around || !context.isConstant(size) || !context.isWeight(filter)) return undefined;
  const [, height, width, channels] = context.numbers(size);
  const strides = middle(attribute<number[]>(node, 'strides'));
  return weightedNode(node, context, {
    op: 'convolution',
    x,
    args: [],
    kernel: () => context.constant(filter),
    apply: (image, kernel) =>
      conv2dTranspose(image, [image.shape[0], height, width, channels], {
        kernel: kernel as tf.Tensor4D,
        strides,
        padding,
        dilation: 1,
      }),
  });
}

/** A matrix product: dense where one side is a constant. */
export function matMulNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [x, weights, ...args] = node.inputNames;
  if (attribute(node, 'transposeA', false) || !context.isConstant(weights)) return undefined;
  const turned = attribute(node, 'transposeB', false);
  const kernel = () => context.constant(weights);
  if (tf.tidy(() => kernel().rank) !== 2) return undefined;
  const plain = !turned && context.isWeight(weights);
  return weightedNode(node, context, {
    op: 'dense',
    x,
    args,
    kernel,
    ...(plain
      ? { apply: dense, fused: fusedDense }
      : { apply: (values, matrix) => times(values, matrix, turned) }),
  });
}

/** The product with a matrix along the last axis, by the op of TF.js. */
function times(x: tf.Tensor, matrix: tf.Tensor, turned: boolean): tf.Tensor {
  const [length, size] = turned ? matrix.shape.toReversed() : matrix.shape;
  const y = tf.matMul(tf.reshape(x, [-1, length]), matrix, false, turned);
  return tf.reshape(y, [...x.shape.slice(0, -1), size]);
}

/** The linear part with its fused bias, and its fused activation. */
function weightedNode(
  node: GraphNode,
  context: NodeContext,
  {
    op,
    x,
    args,
    ...map
  }: {
    op: 'convolution' | 'dense';
    x: string;
    args: string[];
  } & Omit<LinearMap, 'bias'>,
): NodeSteps | undefined {
  if (context.isConstant(x)) return undefined;
  const fused = attribute<string[]>(node, 'fusedOps', []);
  const hasBias = fused[0] === 'biasadd';
  const activation = hasBias ? fused[1] : fused[0];
  const extra = args.slice(0, attribute(node, 'numArgs', 0));
  const [bias] = hasBias ? extra : [];
  const alpha = hasBias ? extra[1] : extra[0];
  if (extra.some((name) => !context.isConstant(name)) || fused.includes('fusedbatchnorm')) return undefined;
  const parts: LayerPart[] = [
    linearStep(op, { ...map, bias: () => (bias === undefined ? undefined : context.constant(bias)) }),
  ];
  if (activation && activation !== 'linear') {
    const part = activationPart(activation, {
      slope: attribute<number | undefined>(node, 'leakyreluAlpha'),
      alpha: alpha === undefined ? undefined : () => context.constant(alpha),
    });
    if (!part) return undefined;
    parts.push(part);
  }
  return { inputs: [x], parts };
}

const middle = ([, height, width]: number[]): Pair => [height, width];

function paddingOf(node: GraphNode): { padding: 'same' | 'valid'; around?: Pair[] } {
  const padding = attribute<string>(node, 'pad');
  if (padding !== 'explicit') return { padding: padding as 'same' | 'valid' };
  const flat = attribute<number[]>(node, 'explicitPaddings', []);
  return { padding: 'valid', around: [0, 2, 4, 6].map((i): Pair => [flat[i], flat[i + 1]]) };
}
