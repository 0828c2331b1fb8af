import { assertRunnable } from '../catalogue/can-explain';
import { readImages, rowsToTensor, type Images, type PlainBatch } from './images';
import { findMethod } from '../catalogue/methods';
import { isPlainDataModel, plainDataObstacle } from '../perturbation/black-box';
import { checkOptionNames, checkOptionTypes, type RunOptions, type ScoreOptions } from './options';
import { checkScore, guessWarnings } from './score-head';
import { toSubject, type ExplainableModel, type Subject } from './subject';
import { resolveTarget, type ResolvedTarget } from './target';
import type * as tf from '@tensorflow/tfjs-core';

/** A model, images and a score, all checked: what every attribution method starts from. */
export interface Prepared {
  subject: Subject;
  inputs: PlainBatch[];
  n: number;
  target: ResolvedTarget;
  score: NonNullable<ScoreOptions['score']>;
  /** Rows `start..start+size` of every input as tensors; call inside a tidy. */
  rows: (start: number, size: number) => tf.Tensor[];
}

/** Checks everything that can be checked before anything runs. `method` is the name in the catalogue. */
export async function prepare(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: RunOptions & ScoreOptions & { layer?: string } = {},
): Promise<Prepared> {
  const info = findMethod(method);
  // Methods that take one hand over a function of tensors in its place.
  if (isPlainDataModel(model)) throw new Error(plainDataObstacle(method));
  checkOptionNames(options, info.options);
  checkOptionTypes(options);
  const { target = 'predicted', score = info.score ?? 'logit' } = options;
  const subject = toSubject(model, options);
  if (typeof model === 'function' && Array.isArray(images)) {
    subject.inputs = images.map((_, i) => ({ name: `input ${i}` }));
  }
  checkScore(subject.head, score);
  subject.warnings.push(...guessWarnings(subject.head, score, options));
  assertRunnable(method, subject, options);
  const inputs = await readImages(images, subject.inputs);
  const n = inputs[0].shape[0];
  return {
    subject,
    inputs,
    n,
    target: resolveTarget(target, n),
    score,
    rows: (start, size) => inputs.map((input) => rowsToTensor(input, start, size)),
  };
}
