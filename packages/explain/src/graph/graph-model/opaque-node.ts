import type * as tf from '@tensorflow/tfjs-core';
import type { LayerPart } from '../layers/layer-part';
import type { StepOp } from '../step';
import { parseTensorName, type GraphNode } from './graph-model';
import type { NodeContext, NodeSteps } from './node-context';

const ofDepthwise = ['DepthwiseConv2dNativeBackpropInput', 'DepthwiseConv2dNativeBackpropFilter'];

/** Kernels that the gradients of these ops ask for, that of an input first, and that not every backend has. */
const gradientKernels: Record<string, readonly string[] | undefined> = {
  Conv2D: ['Conv2DBackpropInput', 'Conv2DBackpropFilter'],
  _FusedConv2D: ['Conv2DBackpropInput', 'Conv2DBackpropFilter'],
  DepthwiseConv2d: ofDepthwise,
  DepthwiseConv2dNative: ofDepthwise,
  FusedDepthwiseConv2dNative: ofDepthwise,
  Conv3D: ['Conv3DBackpropInputV2', 'Conv3DBackpropFilterV2'],
  Gather: ['UnsortedSegmentSum'],
  GatherV2: ['UnsortedSegmentSum'],
};

/** Fused ops ask for the gradient of their filter even where it is a constant. */
function kernelsOf(node: GraphNode, { isConstant }: NodeContext): readonly string[] {
  const kernels = gradientKernels[node.op] ?? [];
  const isFixed = !/fused/i.test(node.op) && node.inputNames.length > 1 && isConstant(node.inputNames[1]);
  return isFixed && kernels.length > 1 ? kernels.slice(0, 1) : kernels;
}

/**
 * A node that the model itself computes, fed with the tensors that go into it; its constants are the model's.
 * Of a node that takes several outputs of one other, that one is computed along: a model can't be fed two of them.
 */
export function opaqueNode(
  node: GraphNode,
  context: NodeContext,
  outputCount: number,
  op: StepOp = 'opaque',
): NodeSteps {
  const { model, isConstant } = context;
  const inputs = new Set<string>();
  const collect = (from: GraphNode): void => {
    const names = from.inputNames
      .map((name, i) => ({ name: canonical(name), source: from.inputs[i] }))
      .filter(({ name, source }) => source.op !== 'NoOp' && !isConstant(name));
    for (const { name, source } of names) {
      const siblings = names.filter((other) => other.source === source && other.name !== name);
      if (siblings.length > 0) collect(source);
      else inputs.add(name);
    }
  };
  collect(node);
  const fed = [...inputs];
  const wanted = Array.from({ length: outputCount }, (_, i) => `${node.name}:${i}`);
  const compute = (xs: tf.Tensor[]): tf.Tensor[] => {
    const result = model.execute(Object.fromEntries(fed.map((name, i) => [name, xs[i]])), wanted);
    return Array.isArray(result) ? result : [result];
  };
  const name = node.op.charAt(0).toLowerCase() + node.op.slice(1);
  const part: LayerPart = {
    op,
    ...(op === 'activation' && { activation: name }),
    gradientKernels: kernelsOf(node, context),
    compute,
  };
  return { inputs: fed, parts: [part] };
}

/** `node` for the first output, `node:k` for the others. */
function canonical(tensorName: string): string {
  const { node, index } = parseTensorName(tensorName);
  return index === 0 ? node : `${node}:${index}`;
}
