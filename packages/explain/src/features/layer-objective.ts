import * as tf from '@tensorflow/tfjs-core';
import { checkIndex, checkNotEmpty } from '../common/check-index';
import { valueAndGradients } from '../common/gradients';
import type { Subject } from '../common/subject';
import { withGradient } from '../common/with-gradient';
import { evaluate, evaluateInputs } from '../graph/evaluate';
import { findLayer } from '../graph/find-layer';
import type { Graph } from '../graph/graph';
import type { ValueId } from '../graph/step';
import { checkNeuronAhead, neuronOf } from '../neurons/neuron-index';
import { affineFrom } from './affine-from';
import type { BoundObjective, Objective } from './objective';
import { takeColumns } from './take-columns';

type LayerTarget =
  | { layer: string; filter: number }
  | { layer: string; filters: readonly number[] }
  | { layer: string; neuron: readonly number[] };

/** The mean of a filter's output, a picture each, or one neuron. */
export function layerObjective({ graph }: Subject, target: LayerTarget): Objective {
  if (!graph) throw new Error("an objective on a layer needs the model's layers (expected a LayersModel)");
  const found = findLayer(graph, target.layer);
  const { name, outputs, shape } = found;
  const [output] = outputs;
  if ('neuron' in target) {
    const { neuron } = target;
    checkNeuronAhead(neuron, found);
    return {
      pictures: 1,
      label: () => `neuron [${neuron.join(', ')}] of '${name}'`,
      bind: ({ length }, size) =>
        bindOutput(graph, { output, shape: [length, ...size] }, (value) =>
          tf.reshape(neuronOf(value, neuron, found), [-1]),
        ),
    };
  }
  const filters = 'filters' in target ? target.filters : [target.filter];
  checkNotEmpty(filters, 'filters');
  const check = (channels: number | null) => {
    for (const filter of filters) checkIndex(filter, channels, `filter of layer '${name}'`);
  };
  check(shape.at(-1) ?? null);
  return {
    pictures: filters.length,
    label: (picture) => `filter ${filters[picture]} of '${name}'`,
    bind(pictures, size) {
      const chosen = pictures.map((picture) => filters[picture]);
      return bindOutput(graph, { output, shape: [pictures.length, ...size] }, (value) => {
        // A graph model may not tell it before.
        check(value.shape[value.rank - 1]);
        const places = Array.from({ length: value.rank - 2 }, (_, axis) => axis + 1);
        return takeColumns(places.length > 0 ? tf.mean(value, places) : value, chosen);
      });
    },
  };
}

/**
 * `read` of a layer's output, where `read` is linear. The steps before the output that are affine themselves (a
 * convolution without an activation, say) are not run for every picture anew: together with `read` they are a sum with
 * fixed weights, which one backward pass finds.
 */
function bindOutput(
  graph: Graph,
  { output, shape }: { output: ValueId; shape: number[] },
  read: (value: tf.Tensor) => tf.Tensor,
): BoundObjective {
  const start = affineFrom(graph, output);
  const upTo = (x: tf.Tensor, wanted: ValueId) => evaluateInputs(graph, [x], [wanted])[0];
  if (start === output) return { value: (x) => read(upTo(x, output)), dispose: () => {} };
  const { weights, offset } = tf.tidy(() => {
    const zeros = tf.zerosLike(upTo(tf.zeros(shape), start));
    const { value, gradients } = valueAndGradients(
      (x) => read(evaluate(graph, new Map([[start, x]]), [output])[0]),
      [zeros],
    );
    return { weights: gradients[0], offset: value };
  });
  return {
    value: (x) => tf.add(weightedSum(upTo(x, start), weights), offset),
    dispose: () => tf.dispose([weights, offset]),
  };
}

/** `sum(x * weights)` of each row, `[n]`. */
function weightedSum(x: tf.Tensor, weights: tf.Tensor): tf.Tensor {
  const n = x.shape[0];
  return withGradient(
    x,
    (value) => tf.sum(tf.reshape(tf.mul(value, weights), [n, -1]), 1),
    (dy) => tf.mul(tf.reshape(dy, [n, ...weights.shape.slice(1).map(() => 1)]), weights),
  );
}
