import { activationNode } from './activation-nodes';
import { convolutionNode, matMulNode } from './convolution-nodes';
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
import { opaqueNode } from './opaque-node';
import { castNode, padNode, reshapeNode, squeezeNode } from './rearranging-nodes';
import type { StepOp } from '../step';

type NodeReader = (node: GraphNode, context: NodeContext) => NodeSteps | undefined;

/** Nodes that are taken apart or computed by plain ops: those whose gradient matters, by op. */
const readers: Record<string, NodeReader> = {
  Conv2D: convolutionNode,
  _FusedConv2D: convolutionNode,
  DepthwiseConv2d: convolutionNode,
  DepthwiseConv2dNative: convolutionNode,
  FusedDepthwiseConv2dNative: convolutionNode,
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

/** What nodes are that the model itself computes; those that are not listed are opaque. */
const opOf: Record<string, StepOp> = {
  ...Object.fromEntries(
    [
      'ConcatV2',
      'Concat',
      'ExpandDims',
      'Transpose',
      'Slice',
      'StridedSlice',
      'Split',
      'SplitV',
      'Pack',
      'Unpack',
      'MirrorPad',
      'Tile',
      'Reverse',
      'ReverseV2',
      'ResizeNearestNeighbor',
      'DepthToSpace',
      'SpaceToBatchND',
      'BatchToSpaceND',
      // Of a shape nothing flows back.
      'Shape',
    ].map((op) => [op, 'rearrange'] as const),
  ),
  ResizeBilinear: 'linear',
  Neg: 'linear',
};

/** Reads a node into steps; any op is read, see {@link opaqueNode}. */
export function nodeSteps(node: GraphNode, context: NodeContext, outputCount: number): NodeSteps {
  const read = outputCount === 1 ? readers[node.op]?.(node, context) : undefined;
  return read ?? opaqueNode(node, context, outputCount, opOf[node.op]);
}
