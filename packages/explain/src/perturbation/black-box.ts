import type * as tf from '@tensorflow/tfjs-core';
import type { Bivariant } from '../common/bivariant';
import type { PlainBatch } from '../common/images';
import type { ExplainableModel, ScoreFunction } from '../common/subject';

/**
 * A model of which nothing is seen but what it answers, on plain data: images in (one batch an input), scores
 * `[n, classes]` out. What ONNX runtimes, workers and servers offer.
 */
export type PlainDataModel = (
  images: PlainBatch,
  ...more: PlainBatch[]
) => Promise<PlainScores> | (PlainScores & { then?: never });

/** Scores `[n, classes]`, row-major. */
export interface PlainScores {
  data: ArrayLike<number>;
  shape: readonly number[];
}

/**
 * What the perturbation methods explain: a LayersModel, a GraphModel, a function of tensors, or an async function of
 * plain data. How a function is told to be of plain data: it is marked by {@link onPlainData}, or it is declared
 * `async`, or it returns a promise when it is called with a tensor (then it is called once in vain).
 */
export type BlackBoxModel = Exclude<ExplainableModel, ScoreFunction> | ModelFunction;

/**
 * A function of tensors or of plain data. It is one signature for both, and what it gets is both, so that TypeScript knows
 * the parameters of a function that is written where it is passed; which of them it is the function knows.
 */
type ModelFunction = Bivariant<
  (images: EitherBatch, ...more: EitherBatch[]) => tf.Tensor | ReturnType<PlainDataModel>
>;

// A tensor of any rank, as functions may ask for one.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type EitherBatch = tf.Tensor<any> & PlainBatch;

const marker = Symbol.for('@fer/explain/on-plain-data');

/**
 * Marks a function as one of plain data, whether or not it is declared `async`.
 *
 * @example
 * const model = onPlainData(({ data, shape }) => session.run(data, shape)); // => Promise<{ data, shape }>
 * await lime(model, images, { outputs: 'probabilities' });
 */
export function onPlainData(model: PlainDataModel): PlainDataModel {
  const marked: PlainDataModel = (...batches) => model(...batches);
  return Object.assign(marked, { [marker]: true });
}

/** Whether it can be told without calling it that a model is a function of plain data. */
export function isPlainDataModel(model: BlackBoxModel): model is PlainDataModel {
  if (typeof model !== 'function') return false;
  return marker in model || Object.prototype.toString.call(model) === '[object AsyncFunction]';
}

/** Why a method that looks inside can't explain a function of plain data. */
export function plainDataObstacle(method: string): string {
  return `${method} needs what the model computes (expected a LayersModel, a GraphModel or a function of tensors)`;
}
