import * as tf from '@tensorflow/tfjs-core';
import { buildNodeGraph } from '../graph/graph-model/build-graph';
import { internals, parseTensorName, type GraphModelLike } from '../graph/graph-model/graph-model';
import type { RandomizedModel, Redraw } from './randomized-model';

/** What TF.js keeps private: who runs the graph, with which weights. */
interface Executor {
  weightMap: Record<string, tf.Tensor[]>;
}

/** Inputs of fused batch normalisation that were counted. */
const countedFrom = 3;

/** A view of a graph model with weights of its own; graph and code are the model's. See {@link RandomizedModel}. */
export function randomizedGraphModel(original: GraphModelLike, redraw: Redraw): RandomizedModel {
  const executor = Object.create(internals(original).executor) as Executor;
  const model = Object.create(original, { executor: { value: executor } }) as GraphModelLike;
  const kept = { ...original.weights };
  const layers = weightyNodes(original).reverse();
  const made: tf.Tensor[] = [];
  const restore = () => {
    executor.weightMap = { ...kept };
    tf.dispose(made.splice(0));
  };
  restore();
  return {
    model,
    layers: layers.map(({ name }) => name),
    async randomize(layer) {
      for (const [i, name] of layers[layer].weights.entries()) {
        const [weight] = kept[name];
        const random = redraw((await weight.data()) as Float32Array, layer, i);
        const tensor = tf.tensor(random, weight.shape);
        made.push(tensor);
        executor.weightMap = { ...executor.weightMap, [name]: [tensor] };
      }
    },
    restore,
    dispose: restore,
  };
}

/** Nodes that take weights, each weight with the first that does, in the order in which they run. */
function weightyNodes(model: GraphModelLike): { name: string; weights: string[] }[] {
  const { nodes } = internals(model).executor.graph;
  const taken = new Set<string>();
  const weightOf = (tensorName: string): string | undefined => {
    const { node } = parseTensorName(tensorName);
    if (nodes[node].op === 'Identity') return weightOf(nodes[node].inputNames[0]);
    const weight = (model.weights[node] as tf.Tensor[] | undefined)?.[0];
    // Sizes, axes and single numbers are no weights.
    return weight && weight.dtype === 'float32' && weight.size > 1 ? node : undefined;
  };
  return buildNodeGraph(model).calls.flatMap(({ name, type }) => {
    const inputs = nodes[name].inputNames.filter((_, i) => !/BatchNorm/.test(type) || i < countedFrom);
    const weights = inputs.map(weightOf).filter((weight) => weight !== undefined && !taken.has(weight));
    weights.forEach((weight) => taken.add(weight!));
    return weights.length > 0 ? [{ name, weights: weights as string[] }] : [];
  });
}
