import { loadGraphModel, type GraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

type Attribute = string | string[] | number | number[] | boolean | Record<string, unknown>;

/** A node as in a GraphDef: attributes in their plain form, or as they are written there, e.g. `{ f: 0.1 }`. */
export interface NodeDefinition {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, Attribute>;
}

export interface GraphDefinition {
  /** Shapes by name; -1 is free, no shape at all is allowed. */
  inputs: Record<string, number[] | undefined>;
  constants?: Record<string, tf.Tensor>;
  nodes: NodeDefinition[];
  /** Names of the outputs in a signature, and their tensors. Default: every node that no other takes. */
  outputs?: Record<string, string>;
}

/** A GraphModel of such nodes, loaded as one from a file would be. */
export async function graphModel({
  inputs,
  constants = {},
  nodes,
  outputs,
}: GraphDefinition): Promise<GraphModel> {
  const placeholders = Object.entries(inputs).map(([name, shape]) => ({
    name,
    op: 'Placeholder',
    attr: {
      dtype: { type: 'DT_FLOAT' },
      ...(shape && { shape: { shape: { dim: shape.map((size) => ({ size: String(size) })) } } }),
    },
  }));
  const weights = Object.entries(constants);
  const constantNodes = weights.map(([name, { dtype }]) => ({
    name,
    op: 'Const',
    attr: { dtype: { type: dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT' } },
  }));
  const others = nodes.map(({ attr = {}, ...node }) => ({
    ...node,
    attr: Object.fromEntries(Object.entries(attr).map(([key, value]) => [key, written(value)])),
  }));
  const artifacts = {
    modelTopology: {
      node: [...placeholders, ...constantNodes, ...others],
      versions: { producer: 1, minConsumer: 1 },
    },
    weightSpecs: weights.map(([name, { shape, dtype }]) => ({
      name,
      shape,
      dtype: dtype as 'float32' | 'int32',
    })),
    weightData: tf.io.concatenateArrayBuffers(weights.map(([, tensor]) => tensor.dataSync().slice().buffer)),
    ...(outputs && {
      signature: {
        outputs: Object.fromEntries(Object.entries(outputs).map(([key, name]) => [key, { name }])),
      },
    }),
  };
  return loadGraphModel(tf.io.fromMemory(artifacts));
}

function written(value: Attribute): Record<string, unknown> {
  if (Array.isArray(value)) {
    return typeof value[0] === 'string'
      ? { list: { s: value.map((s) => btoa(String(s))) } }
      : { list: { i: value } };
  }
  if (typeof value === 'string') return { s: btoa(value) };
  if (typeof value === 'boolean') return { b: value };
  return typeof value === 'number' ? { i: value } : value;
}

/** Weights of a layer as constants of a graph, `conv1/0` the first. */
export function constantsOf(model: LayersModel): Record<string, tf.Tensor> {
  return Object.fromEntries(
    model.layers.flatMap((layer) =>
      layer.getWeights().map((tensor, i) => [`${layer.name}/${i}`, tensor] as const),
    ),
  );
}
