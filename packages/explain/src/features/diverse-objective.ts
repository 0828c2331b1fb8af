import * as tf from '@tensorflow/tfjs-core';
import type { Subject } from '../common/subject';
import { evaluateInputs } from '../graph/evaluate';
import { findLayer } from '../graph/find-layer';
import { sumObjectives } from './joined-objectives';
import { layerObjective } from './layer-objective';
import type { Objective } from './objective';

interface DiverseTarget {
  layer: string;
  filter: number;
  /** Pictures, from 2. */
  diverse: number;
  /** In units of the filter's mean output. Default 1. */
  diversity?: number;
}

/**
 * One filter in several pictures that differ in texture: each raises the filter's mean, less `diversity` times its mean
 * likeness to the others, the cosine of the Gram matrices of the layer's output. Each starts from noise of its own.
 * Throws where they do not fit into one batch.
 * Olah, Mordvintsev and Schubert 2017, Feature Visualization, https://distill.pub/2017/feature-visualization
 */
export function diverseObjective(subject: Subject, target: DiverseTarget): Objective {
  const { layer, filter, diverse, diversity = 1 } = target;
  if (!Number.isInteger(diverse) || diverse < 2)
    throw new Error(`invalid diverse: ${diverse} (expected a whole number from 2)`);
  if (!Number.isFinite(diversity))
    throw new Error(`invalid diversity: ${diversity} (expected a finite number)`);
  const filters = Array.from({ length: diverse }, () => filter);
  const raised = layerObjective(subject, { layer, filters });
  const both = sumObjectives([
    { objective: raised, weight: 1 },
    { objective: likenessObjective(subject, layer, diverse), weight: -diversity },
  ]);
  return { ...both, label: raised.label, startOf: (picture) => picture };
}

function likenessObjective({ graph }: Subject, layer: string, count: number): Objective {
  const [output] = findLayer(graph!, layer).outputs;
  const value = (x: tf.Tensor) => likeness(evaluateInputs(graph!, [x], [output])[0]);
  return {
    pictures: count,
    label: () => 'likeness',
    bind({ length }) {
      if (length === count) return { value, dispose: () => {} };
      throw new Error(
        `invalid batchSize: ${length} of ${count} diverse pictures in a batch (expected all, beginning at a multiple of batchSize)`,
      );
    },
  };
}

/** Of each row of a layer's output `[n, ..., c]` the mean cosine of its Gram matrix and those of the others, `[n]`. */
function likeness(output: tf.Tensor): tf.Tensor {
  const n = output.shape[0];
  const features: tf.Tensor3D = tf.reshape(output, [n, -1, output.shape.at(-1)!]);
  const grams = tf.reshape(tf.matMul(features, features, true, false), [n, -1]);
  const lengths = tf.sqrt(tf.add(tf.sum(tf.square(grams), 1, true), 1e-12));
  const unit: tf.Tensor2D = tf.div(grams, lengths);
  const cosines = tf.sum(tf.matMul(unit, unit, false, true), 1);
  return tf.div(tf.sub(cosines, 1), n - 1);
}
