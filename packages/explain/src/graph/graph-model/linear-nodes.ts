import * as tf from '@tensorflow/tfjs-core';
import { avgPool } from '../avg-pool';
import { batchNorm } from '../batch-norm';
import { maxPool, unpool } from '../max-pool';
import type { Pool2dOptions } from '../pool-axes';
import type { StepOp } from '../step';
import { attribute, type GraphNode } from './graph-model';
import type { NodeContext, NodeSteps } from './node-context';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const sums: Record<string, Binary> = {
  Add: (a, b) => tf.add(a, b),
  AddV2: (a, b) => tf.add(a, b),
  BiasAdd: (a, b) => tf.add(a, b),
  Sub: (a, b) => tf.sub(a, b),
};

/** `a + b` and `a - b`: linear, be one of them a constant or not. */
export function sumNode(node: GraphNode, context: NodeContext): NodeSteps {
  return binaryNode(node, context, 'linear', sums[node.op]);
}

/** `a b`: linear where one is a constant. */
export function productNode(node: GraphNode, context: NodeContext): NodeSteps {
  const op = node.inputNames.slice(0, 2).some(context.isConstant) ? 'linear' : 'product';
  return binaryNode(node, context, op, (a, b) => tf.mul(a, b));
}

/** `a / b`: linear where `b` is a constant. */
export function quotientNode(node: GraphNode, context: NodeContext): NodeSteps {
  const op = context.isConstant(node.inputNames[1]) ? 'linear' : 'opaque';
  return binaryNode(node, context, op, (a, b) => tf.div(a, b));
}

function binaryNode(node: GraphNode, context: NodeContext, op: StepOp, compute: Binary): NodeSteps {
  const operands = node.inputNames.slice(0, 2);
  const inputs = operands.filter((name) => !context.isConstant(name));
  return {
    inputs,
    parts: [
      {
        op,
        compute: (given) => {
          const [a, b] = operands.map((name) =>
            inputs.includes(name) ? given[inputs.indexOf(name)] : context.constant(name),
          );
          return [compute(a, b)];
        },
      },
    ],
  };
}

/** The sum of any number of tensors of one shape. */
export function addAllNode(node: GraphNode, context: NodeContext): NodeSteps {
  const inputs = node.inputNames.filter((name) => !context.isConstant(name));
  const constants = node.inputNames.filter((name) => context.isConstant(name));
  const compute = (given: tf.Tensor[]) => [
    [...given, ...constants.map((name) => context.constant(name))].reduce((a, b) => tf.add(a, b)),
  ];
  return { inputs, parts: [{ op: 'linear', compute }] };
}

/** Batch normalisation by statistics that are constants. */
export function batchNormNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [x, ...names] = node.inputNames;
  if (!names.slice(0, 4).every(context.isConstant)) return undefined;
  const epsilon = attribute(node, 'epsilon', 0.001);
  const statistics = () => {
    const [scale, offset, mean, variance] = names.slice(0, 4).map(context.constant);
    return { scale, offset, mean, variance, epsilon };
  };
  return {
    inputs: [x],
    parts: [{ op: 'linear', compute: ([values]) => [batchNorm(values, statistics)] }],
  };
}

/** The mean or the sum over axes that are constants. */
export function reductionNode(node: GraphNode, context: NodeContext): NodeSteps | undefined {
  const [x, axis] = node.inputNames;
  if (!context.isConstant(axis)) return undefined;
  const axes = context.numbers(axis);
  const keepDims = attribute(node, 'keepDims', false);
  const reduce = node.op === 'Mean' ? tf.mean : tf.sum;
  return {
    inputs: [x],
    parts: [{ op: 'linear', compute: ([values]) => [reduce(values, axes, keepDims)] }],
  };
}

function windowOf(node: GraphNode): Pool2dOptions | undefined {
  const [, height, width] = attribute<number[]>(node, 'kernelSize');
  const [, down, along] = attribute<number[]>(node, 'strides');
  const padding = attribute<string>(node, 'pad');
  if (padding !== 'same' && padding !== 'valid') return undefined;
  return { poolSize: [height, width], strides: [down, along], padding };
}

export function maxPoolNode(node: GraphNode): NodeSteps | undefined {
  const window = windowOf(node);
  return (
    window && {
      inputs: [node.inputNames[0]],
      parts: [
        {
          op: 'maxPool',
          compute: ([x]) => [maxPool(x, window)],
          unpool: (input, output, dy, tolerance) => unpool(input, output, dy, window, tolerance),
        },
      ],
    }
  );
}

export function averagePoolNode(node: GraphNode): NodeSteps | undefined {
  const window = windowOf(node);
  return (
    window && {
      inputs: [node.inputNames[0]],
      parts: [
        {
          op: 'linear',
          compute: ([x]) => [avgPool(x, window)],
        },
      ],
    }
  );
}
