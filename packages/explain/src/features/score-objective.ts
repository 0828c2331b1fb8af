import * as tf from '@tensorflow/tfjs-core';
import { checkIndex, checkNotEmpty } from '../common/check-index';
import type { Score } from '../common/options';
import { toScore } from '../common/score-head';
import type { Subject } from '../common/subject';
import type { ActivationObjective, Objective } from './objective';
import { takeColumns } from './take-columns';

type ScoreTarget =
  { classes: readonly number[] } | { of: Extract<ActivationObjective, (...args: never[]) => unknown> };

/** The score of a class, a picture each, or what a function makes of the scores. */
export function scoreObjective(subject: Subject, target: ScoreTarget, score: Score): Objective {
  const scores = (x: tf.Tensor) => toScore(subject.run([x]), subject.head, score);
  const dispose = () => {};
  if ('of' in target) {
    const value = (x: tf.Tensor) => onePerPicture(target.of(scores(x)), x.shape[0]);
    return { pictures: 1, label: () => 'the objective', bind: () => ({ value, dispose }) };
  }
  const { classes } = target;
  checkNotEmpty(classes, 'classes');
  for (const index of classes) checkIndex(index, subject.outputShape?.[1] ?? null, 'class');
  return {
    pictures: classes.length,
    label: (picture) => `class ${classes[picture]}`,
    bind(pictures) {
      const chosen = pictures.map((picture) => classes[picture]);
      return { value: (x) => classScores(scores(x), chosen), dispose };
    },
  };
}

function onePerPicture(value: tf.Tensor, n: number): tf.Tensor {
  const isTensor: boolean = value instanceof tf.Tensor;
  if (isTensor && value.size === n) return tf.reshape(value, [-1]);
  const found = isTensor ? `[${value.shape.join(', ')}]` : String(value);
  throw new Error(`the objective returned ${found} (expected a tensor [${n}]: one number a picture)`);
}

function classScores(scores: tf.Tensor, classes: readonly number[]): tf.Tensor {
  if (scores.rank !== 2) {
    throw new Error(
      `the model's output is [${scores.shape.join(', ')}] (expected [n, classes]; for other shapes give the objective as a function)`,
    );
  }
  for (const index of classes) checkIndex(index, scores.shape[1]!, 'class');
  return takeColumns(scores, classes);
}
