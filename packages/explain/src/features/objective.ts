import type * as tf from '@tensorflow/tfjs-core';
import type { Bivariant } from '../common/bivariant';
import type { Score } from '../common/options';
import type { Subject } from '../common/subject';
import { diverseObjective } from './diverse-objective';
import { joinObjectives, sumObjectives } from './joined-objectives';
import { layerObjective } from './layer-objective';
import { scoreObjective } from './score-objective';

/**
 * What pictures are to raise: a filter's mean output, a neuron, a class's score, or any function of the scores (one
 * picture each); several filters or classes (a picture each); a filter in `diverse` pictures that differ; a weighted sum
 * of any of these; or a list of any of these, the pictures of each one after the other.
 */
export type ActivationObjective =
  | { layer: string; filter: number }
  | { layer: string; filters: readonly number[] }
  | { layer: string; filter: number; diverse: number; diversity?: number }
  | { layer: string; neuron: readonly number[] }
  | { class: number }
  | { classes: readonly number[] }
  /** From the model's scores `[n, classes]` to one number a picture, `[n]`. */
  | Bivariant<(scores: tf.Tensor) => tf.Tensor>
  | { sum: readonly WeightedObjective[] }
  | readonly ActivationObjective[];

/** A part of a sum; one of a single picture counts for every picture of the others. */
export interface WeightedObjective {
  objective: ActivationObjective;
  /** Default 1; negative for what is to be kept low. */
  weight?: number;
}

/** An objective made ready: how many pictures it asks for, and what they are to raise. */
export interface Objective {
  pictures: number;
  /** Name of each picture for warnings. */
  label: (picture: number) => string;
  /** Ready for a batch of its pictures, by number, each of `size` `[h, w, c]`; may put tensors on the device. */
  bind: (pictures: readonly number[], size: readonly number[]) => BoundObjective;
  /** Which noise a picture starts from, where not all start from the same. */
  startOf?: (picture: number) => number;
}

export interface BoundObjective {
  /** `[n]` of the batch; differentiable; call inside a tidy. */
  value: (x: tf.Tensor) => tf.Tensor;
  dispose: () => void;
}

/** Checks the objective against the model. Throws on an unknown layer and on a filter, neuron or class that is not there. */
export function toObjective(subject: Subject, objective: ActivationObjective, score: Score): Objective {
  if (typeof objective === 'function') return scoreObjective(subject, { of: objective }, score);
  if (isList(objective)) {
    if (objective.length === 0) throw new Error('invalid objective: [] (expected at least one in the list)');
    return joinObjectives(objective.map((one) => toObjective(subject, one, score)));
  }
  checkForm(objective);
  if ('sum' in objective)
    return sumObjectives(weightedParts(objective.sum, (one) => toObjective(subject, one, score)));
  if ('class' in objective) return scoreObjective(subject, { classes: [objective.class] }, score);
  if ('classes' in objective) return scoreObjective(subject, objective, score);
  if ('diverse' in objective) return diverseObjective(subject, objective);
  return layerObjective(subject, objective);
}

function weightedParts(parts: readonly WeightedObjective[], ready: (one: ActivationObjective) => Objective) {
  const given: unknown = parts;
  if (!Array.isArray(given) || given.length === 0)
    throw new Error(`invalid sum: ${JSON.stringify(given)} (expected a list of { objective, weight })`);
  return parts.map(({ objective, weight = 1 }) => {
    if (!Number.isFinite(weight)) throw new Error(`invalid weight: ${weight} (expected a finite number)`);
    return { objective: ready(objective), weight };
  });
}

const isList = (objective: ActivationObjective): objective is readonly ActivationObjective[] =>
  Array.isArray(objective);

/** Throws unless exactly one of the forms of an objective is given. */
function checkForm(objective: object): void {
  const keys = typeof objective === 'object' && objective !== null ? Object.keys(objective) : [];
  const isForm = (form: string[]) => form.length === keys.length && form.every((key) => keys.includes(key));
  if (forms.some(isForm)) return;
  const given = keys.length > 0 ? `{ ${keys.join(', ')} }` : JSON.stringify(objective);
  const expected = forms.map((form) => `{ ${form.join(', ')} }`).join(', ');
  throw new Error(
    `invalid objective: ${given} (expected one of ${expected}, a function of the scores, or a list of these)`,
  );
}

const forms = [
  ['layer', 'filter'],
  ['layer', 'filters'],
  ['layer', 'filter', 'diverse'],
  ['layer', 'filter', 'diverse', 'diversity'],
  ['layer', 'neuron'],
  ['class'],
  ['classes'],
  ['sum'],
];
