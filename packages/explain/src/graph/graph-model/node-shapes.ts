import * as tf from '@tensorflow/tfjs-core';
import { evaluate } from '../evaluate';
import type { ValueId } from '../step';
import type { NodeGraph } from './build-graph';
import { isDynamic } from './dynamic-ops';
import type { GraphModelLike } from './graph-model';

type Shape = readonly (number | null)[];

const knownShapes = new WeakMap<GraphModelLike, Map<ValueId, Shape>>();

/** What a free height or width is taken to be when the model is tried. */
const someSize = 128;

/**
 * Shapes of a graph's values, which the model does not say: found, when the first is asked for, by running one image of
 * zeros, once a model. The number of images is `null`, and so are heights and widths where the input's are free; a shape
 * that can't be found is `[]`.
 */
export function lazyShapes(model: GraphModelLike, graph: () => NodeGraph): (id: ValueId) => Shape {
  return (id) => {
    let shapes = knownShapes.get(model);
    if (!shapes) {
      shapes = tryShapes(graph());
      knownShapes.set(model, shapes);
    }
    return shapes.get(id) ?? [];
  };
}

function tryShapes(graph: NodeGraph): Map<ValueId, Shape> {
  const sizes = graph.inputInfo.map(({ shape }) =>
    shape?.map((size, axis) => size ?? (axis === 0 ? 1 : someSize)),
  );
  // The channels must be known.
  if (graph.inputInfo.some(({ shape }) => !shape || shape.at(-1) === null)) return new Map();
  const isFree = graph.inputInfo.some(({ shape }) => shape!.slice(1).includes(null));
  const ids = computable(graph);
  const shapes = new Map<ValueId, Shape>();
  try {
    tf.tidy(() => {
      const feeds = new Map(graph.inputs.map((id, i) => [id, tf.zeros(sizes[i]!)]));
      evaluate(graph, feeds, ids).forEach(({ shape }, i) => shapes.set(ids[i], generalized(shape, isFree)));
    });
  } catch {
    // What is wrong with the model is told when it runs on images.
  }
  return shapes;
}

/** Every value that no op of control flow leads to. */
function computable(graph: NodeGraph): ValueId[] {
  const known = new Set(graph.inputs);
  for (const { type, inputs, outputs } of graph.steps) {
    if (!isDynamic(type) && inputs.every((id) => known.has(id))) outputs.forEach((id) => known.add(id));
  }
  return [...known];
}

function generalized(shape: readonly number[], isFree: boolean): Shape {
  return shape.map((size, axis) => {
    if (axis === 0) return null;
    const spatial = shape.length === 4 && axis < 3;
    return isFree && spatial && size > 1 ? null : size;
  });
}
