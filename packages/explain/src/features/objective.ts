import * as tf from '@tensorflow/tfjs-core';
import type { Bivariant } from '../common/bivariant';
import { toScore } from '../common/score-head';
import type { Score } from '../common/options';
import type { Subject } from '../common/subject';
import { evaluate } from '../graph/evaluate';
import { findLayer } from '../graph/find-layer';
import { checkNeuronAhead, neuronOf } from '../neurons/neuron-index';

/** What a picture is to raise: a filter's mean output, several filters' (a picture each), a class, a neuron, or a function. */
export type ActivationObjective =
  | { layer: string; filter: number }
  | { layer: string; filters: readonly number[] }
  | { layer: string; neuron: readonly number[] }
  | { class: number }
  /** From the model's scores `[n, classes]` to one number a picture, `[n]`. */
  | Bivariant<(scores: tf.Tensor) => tf.Tensor>;

/** An objective made ready: how many pictures it asks for, and its value for pictures `first..first+n` of them. */
export interface Objective {
  pictures: number;
  /** Name of each picture for warnings. */
  label(picture: number): string;
  /** `[n]`; call inside a tidy. */
  evaluate(x: tf.Tensor, first: number): tf.Tensor;
}

/** Checks the objective against the model. Throws on an unknown layer and on a filter, neuron or class that is not there. */
export function toObjective(subject: Subject, objective: ActivationObjective, score: Score): Objective {
  if (typeof objective === 'function') return functionObjective(subject, objective, score);
  checkForm(objective);
  if ('class' in objective) {
    const label = () => `class ${objective.class}`;
    const pick = (scores: tf.Tensor) => column(scores, objective.class, 'class');
    return { ...functionObjective(subject, pick, score), label };
  }
  const { graph } = subject;
  if (!graph) throw new Error("an objective on a layer needs the model's layers (expected a LayersModel)");
  const found = findLayer(graph, objective.layer);
  const { name, outputs, shape } = found;
  const output = (x: tf.Tensor) => evaluate(graph, new Map([[graph.inputs[0], x]]), [outputs[0]])[0];
  if ('neuron' in objective) {
    const { neuron } = objective;
    checkNeuronAhead(neuron, found);
    return {
      pictures: 1,
      label: () => `neuron [${neuron.join(', ')}] of '${name}'`,
      evaluate: (x) => tf.reshape(neuronOf(output(x), neuron, found), [-1]),
    };
  }
  const filters = 'filters' in objective ? objective.filters : [objective.filter];
  const isList: boolean = Array.isArray(filters);
  if (!isList || filters.length === 0) {
    const given = isList ? '[]' : String(filters);
    throw new Error(`invalid filters: ${given} (expected a list of at least one)`);
  }
  const check = (channels: number | null) => {
    for (const filter of filters) checkIndex(filter, channels, `filter of layer '${name}'`);
  };
  check(shape.at(-1) ?? null);
  return {
    pictures: filters.length,
    label: (picture) => `filter ${filters[picture]} of '${name}'`,
    evaluate(x, first) {
      const value = output(x);
      // A graph model may not tell it before.
      check(value.shape[value.rank - 1]);
      return filterMeans(value, filters.slice(first, first + x.shape[0]));
    },
  };
}

/** Throws unless exactly one of the forms of an objective is given. */
function checkForm(objective: Exclude<ActivationObjective, (...args: never[]) => unknown>): void {
  const keys = typeof objective === 'object' && objective !== null ? Object.keys(objective) : [];
  const isForm = (form: string[]) => form.length === keys.length && form.every((key) => keys.includes(key));
  if (forms.some(isForm)) return;
  const given = keys.length > 0 ? `{ ${keys.join(', ')} }` : JSON.stringify(objective);
  const expected = forms.map((form) => `{ ${form.join(', ')} }`).join(', ');
  throw new Error(`invalid objective: ${given} (expected one of ${expected} or a function of the scores)`);
}

const forms = [['layer', 'filter'], ['layer', 'filters'], ['layer', 'neuron'], ['class']];

/** The mean over all positions of output channel `filters[i]` of picture `i`. */
function filterMeans(output: tf.Tensor, filters: readonly number[]): tf.Tensor {
  const channels = output.shape[output.rank - 1];
  const chosen = tf.cast(
    tf.equal(tf.tensor2d([...filters], [filters.length, 1], 'int32'), tf.range(0, channels, 1, 'int32')),
    'float32',
  );
  const positions = Array.from({ length: output.rank - 2 }, (_, axis) => axis + 1);
  const means = positions.length > 0 ? tf.mean(output, positions) : output;
  return tf.sum(tf.mul(means, chosen), 1);
}

function functionObjective(subject: Subject, of: (scores: tf.Tensor) => tf.Tensor, score: Score): Objective {
  return {
    pictures: 1,
    label: () => 'the objective',
    evaluate: (x) => {
      const value = of(toScore(subject.run([x]), subject.head, score));
      if (value.size !== x.shape[0]) {
        throw new Error(
          `the objective returned [${value.shape.join(', ')}] (expected [${x.shape[0]}]: one number a picture)`,
        );
      }
      return tf.reshape(value, [-1]);
    },
  };
}

function column(scores: tf.Tensor, index: number, what: string): tf.Tensor {
  if (scores.rank !== 2) {
    throw new Error(
      `the model's output is [${scores.shape.join(', ')}] (expected [n, classes]; for other shapes give the objective as a function)`,
    );
  }
  checkIndex(index, scores.shape[1]!, what);
  return tf.slice(scores, [0, index], [-1, 1]);
}

function checkIndex(index: number, size: number | null, what: string): number {
  if (!Number.isInteger(index) || index < 0 || (size !== null && index >= size)) {
    throw new Error(
      `invalid ${what}: ${index} (expected ${size === null ? 'a whole number from 0' : `0..${size - 1}`})`,
    );
  }
  return index;
}
