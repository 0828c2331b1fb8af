import * as tf from '@tensorflow/tfjs-core';
import type { AxisWindow } from '../axis-window';
import { attribute, type GraphNode } from './graph-model';
import type { NodeContext } from './node-context';

type Reader = (node: GraphNode, context: NodeContext) => AxisWindow[] | undefined;

const readers: Record<string, Reader> = {
  Conv2D: filterWindows,
  _FusedConv2D: filterWindows,
  DepthwiseConv2d: filterWindows,
  DepthwiseConv2dNative: filterWindows,
  FusedDepthwiseConv2dNative: filterWindows,
  Conv2DBackpropInput: transposedWindows,
  MaxPool: poolWindows,
  AvgPool: poolWindows,
  Pad: padWindows,
  PadV2: padWindows,
};

/** How a node slides over rows and columns; `undefined` where it does not, or is not known to. */
export function nodeWindows(node: GraphNode, context: NodeContext): AxisWindow[] | undefined {
  const isOther = attribute(node, 'dataFormat', 'nhwc').toLowerCase() !== 'nhwc';
  return isOther ? undefined : readers[node.op]?.(node, context);
}

/** Rows and columns of a list by axis. */
const middle = ([, rows, columns]: number[]) => [rows, columns];

function paddings(node: GraphNode): AxisWindow['padding'][] {
  const padding = attribute<string>(node, 'pad');
  if (padding !== 'explicit') return [0, 1].map(() => (padding === 'same' ? 'same' : [0, 0]));
  const flat = attribute<number[]>(node, 'explicitPaddings', []);
  return [2, 4].map((at) => [flat[at], flat[at + 1]]);
}

/** Height and width of a filter that is a constant. */
function filterSize(node: GraphNode, { isConstant, constant }: NodeContext): number[] | undefined {
  const filter = node.inputNames[1];
  return isConstant(filter) ? tf.tidy(() => constant(filter).shape.slice(0, 2)) : undefined;
}

function filterWindows(node: GraphNode, context: NodeContext): AxisWindow[] | undefined {
  const strides = middle(attribute<number[]>(node, 'strides'));
  const dilation = middle(attribute<number[]>(node, 'dilations', [1, 1, 1, 1]));
  const around = paddings(node);
  return filterSize(node, context)?.map((kernel, axis) => ({
    reach: (kernel - 1) * dilation[axis] + 1,
    stride: strides[axis],
    padding: around[axis],
  }));
}

function transposedWindows(node: GraphNode, context: NodeContext): AxisWindow[] | undefined {
  const strides = middle(attribute<number[]>(node, 'strides'));
  const around = paddings(node);
  return filterSize(node, context)?.map((reach, axis) => ({
    reach,
    stride: 1,
    up: strides[axis],
    padding: around[axis],
  }));
}

function poolWindows(node: GraphNode): AxisWindow[] {
  const strides = middle(attribute<number[]>(node, 'strides'));
  const around = paddings(node);
  return middle(attribute<number[]>(node, 'kernelSize')).map((reach, axis) => ({
    reach,
    stride: strides[axis],
    padding: around[axis],
  }));
}

function padWindows(node: GraphNode, { isConstant, numbers }: NodeContext): AxisWindow[] | undefined {
  const [, given] = node.inputNames;
  if (!isConstant(given)) return undefined;
  const flat = numbers(given);
  // Of [n, h, w, c] with nothing added to images and channels.
  if (flat.length !== 8 || [0, 1, 6, 7].some((at) => flat[at] !== 0)) return undefined;
  return [2, 4].map((at) => ({ reach: 1, stride: 1, padding: [flat[at], flat[at + 1]] }));
}
