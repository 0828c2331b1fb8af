import * as tf from '@tensorflow/tfjs-core';
import type { LayerPart } from '../layers/layer-part';
import { internals, parseTensorName, type GraphModelLike, type GraphNode } from './graph-model';

/** A node as steps before their place in the graph is known: the first takes `inputs`, each other the one before it. */
export interface NodeSteps {
  /** Names of the tensors that depend on the model's inputs, in the order in which the step takes them. */
  inputs: string[];
  parts: LayerPart[];
}

/** What a node's steps are made from besides the node. */
export interface NodeContext {
  model: GraphModelLike;
  /** Number of images that the model's inputs are fixed to, as exported; `undefined` where it is free. */
  fixedBatch?: number;
  /** Whether a tensor does not depend on the model's inputs. */
  isConstant: (tensorName: string) => boolean;
  /** Whether a constant is a weight as it is; others live no longer than the tidy that they are made in. */
  isWeight: (tensorName: string) => boolean;
  /** A constant: a weight, which stays the model's, or computed from weights. Call inside a tidy. */
  constant: (tensorName: string) => tf.Tensor;
  /** The values of a small constant, e.g. an axis. */
  numbers: (tensorName: string) => number[];
}

const randomOps = /^(Random|Stateless.*Random|Multinomial|TruncatedNormal)/;

/** Sorts the model's nodes into those that depend on its inputs and constants. */
export function nodeContext(model: GraphModelLike): NodeContext {
  const { nodes, inputs } = internals(model).executor.graph;
  const known = new Map<string, boolean>(inputs.map((node) => [node.name, isDefault(node)]));
  const isConstantNode = (node: GraphNode): boolean => {
    const found = known.get(node.name);
    if (found !== undefined) return found;
    // A loop's back edge comes here a second time.
    known.set(node.name, true);
    const constant = !randomOps.test(node.op) && node.inputs.every(isConstantNode);
    known.set(node.name, constant);
    return constant;
  };
  const weight = (tensorName: string): tf.Tensor | undefined => {
    const { node, index } = parseTensorName(tensorName);
    const { op, inputNames } = nodes[node];
    if (op === 'Identity' || op === 'PlaceholderWithDefault') return weight(inputNames[0]);
    return (model.weights[node] as tf.Tensor[] | undefined)?.[index];
  };
  const constant = (tensorName: string): tf.Tensor => {
    const { node, index } = parseTensorName(tensorName);
    return weight(tensorName) ?? (model.execute({}, `${node}:${index}`) as tf.Tensor);
  };
  const batch = inputs.find((node) => !isDefault(node))?.attrParams.shape?.value as number[] | undefined;
  return {
    model,
    fixedBatch: batch !== undefined && batch[0] > 0 ? batch[0] : undefined,
    isConstant: (tensorName) => isConstantNode(nodes[parseTensorName(tensorName).node]),
    isWeight: (tensorName) => weight(tensorName) !== undefined,
    constant,
    numbers: (tensorName) => tf.tidy(() => [...constant(tensorName).dataSync<'float32'>()]),
  };
}

/** An input that need not be given: its default is a constant. */
export function isDefault(node: GraphNode): boolean {
  return node.op === 'PlaceholderWithDefault';
}
