import { activationNode, clippingNode } from './activation-nodes';
import { convolutionNode, matMulNode, transposedNode } from './convolution-nodes';
import type { GraphNode } from './graph-model';
import {
  addAllNode,
  averagePoolNode,
  batchNormNode,
  maxPoolNode,
  productNode,
  quotientNode,
  reductionNode,
  sumNode,
} from './linear-nodes';
import type { NodeContext, NodeSteps } from './node-context';
import { nodeWindows } from './node-windows';
import { opaqueNode } from './opaque-node';
import { castNode, padNode, reshapeNode, squeezeNode, unpackNode } from './rearranging-nodes';
import { resizeNode } from './resizing-nodes';
import type { StepOp } from '../step';

type NodeReader = (node: GraphNode, context: NodeContext, outputCount: number) => NodeSteps | undefined;

/** Nodes that are taken apart or computed by plain ops: those whose gradient matters, by op. */
const readers: Record<string, NodeReader> = {
  Conv2D: convolutionNode,
  _FusedConv2D: convolutionNode,
  DepthwiseConv2d: convolutionNode,
  DepthwiseConv2dNative: convolutionNode,
  FusedDepthwiseConv2dNative: convolutionNode,
  Conv2DBackpropInput: transposedNode,
  MatMul: matMulNode,
  _FusedMatMul: matMulNode,
  BatchMatMul: matMulNode,
  BatchMatMulV2: matMulNode,
  Add: sumNode,
  AddV2: sumNode,
  BiasAdd: sumNode,
  Sub: sumNode,
  Mul: productNode,
  RealDiv: quotientNode,
  Div: quotientNode,
  AddN: addAllNode,
  FusedBatchNorm: batchNormNode,
  FusedBatchNormV2: batchNormNode,
  FusedBatchNormV3: batchNormNode,
  Mean: reductionNode,
  Sum: reductionNode,
  MaxPool: maxPoolNode,
  AvgPool: averagePoolNode,
  Reshape: reshapeNode,
  Squeeze: squeezeNode,
  Pad: padNode,
  PadV2: padNode,
  Cast: castNode,
  Unpack: unpackNode,
  ResizeBilinear: resizeNode,
  ResizeNearestNeighbor: resizeNode,
  Minimum: clippingNode,
  Maximum: clippingNode,
};
for (const op of [
  'Relu',
  'Relu6',
  'Elu',
  'Selu',
  'LeakyRelu',
  'Prelu',
  'Sigmoid',
  'Tanh',
  'Softplus',
  'Softmax',
])
  readers[op] = activationNode;

/** Nodes that the model itself computes and of which more is known than that they are opaque. */
const opOf: Record<string, StepOp> = {
  ResizeBilinear: 'linear',
  ResizeNearestNeighbor: 'rearrange',
  Neg: 'linear',
};
const rearrangingOps =
  'ConcatV2 Concat ExpandDims Transpose Slice StridedSlice Split SplitV Pack MirrorPad Tile Reverse ReverseV2 DepthToSpace SpaceToBatchND BatchToSpaceND';
// Nothing flows back from a shape.
for (const op of [...rearrangingOps.split(' '), 'Shape']) opOf[op] = 'rearrange';
const elementwiseOps = 'Abs Exp Expm1 Log Log1p Sqrt Rsqrt Square Reciprocal Erf Sin Cos Atan ClipByValue';
for (const op of elementwiseOps.split(' ')) opOf[op] = 'activation';

/** Reads a node into steps; any op is read, see {@link opaqueNode}. */
export function nodeSteps(node: GraphNode, context: NodeContext, outputCount: number): NodeSteps {
  const isWhole = outputCount === 1 || node.op === 'Unpack';
  const read = isWhole ? readers[node.op]?.(node, context, outputCount) : undefined;
  const { inputs, parts } = read ?? opaqueNode(node, context, outputCount, opOf[node.op]);
  const windows = nodeWindows(node, context);
  return { inputs, parts: windows ? [{ ...parts[0], windows }, ...parts.slice(1)] : parts };
}
