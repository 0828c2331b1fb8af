import * as tf from '@tensorflow/tfjs-core';
import { adadelta } from './adadelta';
import { adagrad } from './adagrad';
import { adam } from './adam';
import { adamax } from './adamax';
import type { CompleteOptimizerSpec } from './optimizer-spec';
import { rmsprop } from './rmsprop';
import { sgd } from './sgd';
import { averaged, type WeightAverage } from './weight-average';

/** What one update is made from. All tensors have one shape, whichever: a variable's, or that of a range of all weights. */
interface UpdateInput {
  weights: tf.Tensor;
  /** Of the mean loss of the batch. */
  gradient: tf.Tensor;
  /** What the rule remembers, as it gave it at the last update. */
  slots: tf.Tensor[];
  learningRate: number;
  /** Number of this update in the run, from 1. */
  t: number;
}

/**
 * How an optimiser changes weights: a pure function of tensors, each number of which depends on those of its place
 * alone. So it does not matter in how many parts, or threads, the weights are updated.
 */
export interface UpdateRule {
  /** What a run begins to remember with: for each slot a number, or `'weights'`: a copy of the weights. */
  slots: (number | 'weights')[];
  /** The new weights and slots. */
  update(input: UpdateInput): { weights: tf.Tensor; slots: tf.Tensor[] };
}

/** What an update needs beside the optimiser itself. */
export interface RuleOptions {
  /** Also remembers a moving average of the weights: the last slot. */
  average?: WeightAverage;
  /** By what the gradient is multiplied first (`clipNorm`). Default 1. */
  scale?: number;
}

/** The rule of an optimiser's spec, with its limits on gradients. */
export function updateRule(
  spec: CompleteOptimizerSpec,
  { average, scale = 1 }: RuleOptions = {},
): UpdateRule {
  const inner = ruleOf(spec);
  const { clipValue } = spec;
  const limited: UpdateRule = {
    ...inner,
    update({ gradient, ...input }) {
      let limited = scale === 1 ? gradient : tf.mul(gradient, scale);
      if (clipValue !== undefined) limited = tf.clipByValue(limited, -clipValue, clipValue);
      return inner.update({ ...input, gradient: limited });
    },
  };
  return average === undefined ? limited : averaged(limited, average);
}

function ruleOf(spec: CompleteOptimizerSpec): UpdateRule {
  switch (spec.name) {
    case 'sgd':
      return sgd(spec);
    case 'adam':
    case 'adamw':
      return adam(spec);
    case 'adamax':
      return adamax(spec);
    case 'adagrad':
      return adagrad(spec);
    case 'adadelta':
      return adadelta(spec);
    case 'rmsprop':
      return rmsprop(spec);
  }
}
