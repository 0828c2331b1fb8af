import type * as tf from '@tensorflow/tfjs-core';

/** What a GraphModel says about one of its inputs or outputs; -1 sizes are free. */
export interface GraphModelTensorInfo {
  name: string;
  shape?: readonly number[];
}

/**
 * A TF.js GraphModel (`loadGraphModel` of `@tensorflow/tfjs-converter`), by the part of it that is used; that package
 * itself is not needed here.
 */
export interface GraphModelLike {
  readonly inputs: readonly GraphModelTensorInfo[];
  readonly outputs: readonly GraphModelTensorInfo[];
  /** Constants by node name. They stay the model's. */
  readonly weights: Record<string, tf.Tensor[]>;
  execute(inputs: tf.NamedTensorMap, outputs?: string | string[]): tf.Tensor | tf.Tensor[];
  executeAsync(inputs: tf.NamedTensorMap, outputs?: string | string[]): Promise<tf.Tensor | tf.Tensor[]>;
}

/** A node of the model's graph; attributes are read by TF.js already, strings in lower case. */
export interface GraphNode {
  name: string;
  op: string;
  /** Names of tensors: `node`, `node:index`, or `node:name:index`; control inputs are the last. */
  inputNames: string[];
  inputs: GraphNode[];
  attrParams: Record<string, { value?: unknown } | undefined>;
  /** Of outputs and inputs, their name in the model's signature. */
  signatureKey?: string;
  defaultOutput?: number;
}

/** The fields that TF.js keeps private; all are read only. */
interface GraphModelInternals {
  executor: { graph: { nodes: Record<string, GraphNode>; inputs: GraphNode[]; outputs: GraphNode[] } };
  modelSignature?: { outputs?: Record<string, { name?: string }> };
  modelUrl?: unknown;
}

/** Looks through to the graph of nodes. */
export const internals = (model: GraphModelLike) => model as unknown as GraphModelInternals;

export function isGraphModel(model: unknown): model is GraphModelLike {
  const { execute, executeAsync, executor } = (model ?? {}) as Record<string, unknown>;
  const graph = (executor as { graph?: { nodes?: unknown } } | undefined)?.graph;
  return typeof execute === 'function' && typeof executeAsync === 'function' && !!graph?.nodes;
}

/** `node:2` or `node:name:2` is output 2 of a node; a name alone is its first. */
export function parseTensorName(tensorName: string): { node: string; index: number } {
  const parts = tensorName.split(':');
  return { node: parts[0], index: parts.length === 1 ? 0 : Number(parts.at(-1)) };
}

/** An attribute of a node; `fallback` where the node does not have it. */
export function attribute<T>(node: GraphNode, name: string, fallback?: T): T {
  return (node.attrParams[name]?.value ?? fallback) as T;
}

/** The file's name, or its folder's where the file is `model.json`; what was not loaded from an address has none. */
export function nameOfGraphModel(model: GraphModelLike): string {
  const { modelUrl } = internals(model);
  if (typeof modelUrl !== 'string') return 'GraphModel';
  const parts = modelUrl.replace(/[?#].*$/, '').split(/[/\\]/);
  const named = parts.filter((part) => part && part !== 'model.json').at(-1);
  return named?.replace(/\.json$/, '') ?? 'GraphModel';
}
