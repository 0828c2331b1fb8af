import * as tf from '@tensorflow/tfjs-core';
import type { UpdateRule } from './update-rule';

/** An exponential moving average of the weights (Polyak & Juditsky 1992; as in Keras and timm). */
export interface WeightAverage {
  /** What of the old average is kept at each update, e.g. 0.999. 0 <= decay < 1. */
  decay: number;
}

/** @throws unless 0 <= decay < 1. */
export function checkWeightAverage({ decay }: WeightAverage): void {
  if (!(decay >= 0 && decay < 1)) throw new Error(`invalid ema decay: ${decay} (expected 0 <= decay < 1)`);
}

/**
 * A rule that also remembers, as its last slot, average = d · average + (1 - d) · weights. While the run is young d is
 * smaller, d = min(decay, (1 + t) / (10 + t)), so that the average soon forgets the initial weights (as
 * `tf.train.ExponentialMovingAverage` of TensorFlow with `num_updates`).
 */
export function averaged(rule: UpdateRule, { decay }: WeightAverage): UpdateRule {
  return {
    slots: [...rule.slots, 'weights'],
    update(input) {
      const { weights, slots } = rule.update({ ...input, slots: input.slots.slice(0, -1) });
      const d = Math.min(decay, (1 + input.t) / (10 + input.t));
      const average = input.slots[input.slots.length - 1];
      return { weights, slots: [...slots, tf.add(tf.mul(average, d), tf.mul(weights, 1 - d))] };
    },
  };
}
