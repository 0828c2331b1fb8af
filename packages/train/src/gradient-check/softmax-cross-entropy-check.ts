import * as tf from '@tensorflow/tfjs-core';
import { deriveSeed, normalValues, permutation } from '../random';
import { checkOptions } from './check-options';
import { checkRow } from './check-row';
import { chooseEntries, differencesOf, gradientsOf, read } from './differences';
import type { GradientCheck, GradientCheckOptions } from './gradient-check';

export interface SoftmaxCrossEntropyCheckOptions extends Pick<
  GradientCheckOptions,
  'batch' | 'seed' | 'tolerance'
> {
  /** At least 2. Default 7. */
  classes?: number;
}

/** One class of the first image. */
export interface SoftmaxCrossEntropyEntry {
  logit: number;
  /** `p`, of the softmax. */
  probability: number;
  /** `y`, 1 of the image's class. */
  label: number;
  /** `p - y`. */
  formula: number;
  /** By the backward pass, and by differences. */
  gradient: number;
  difference: number;
}

/**
 * The gradient of the loss that `fit` trains on, `L = -sum_k y_k log softmax(z)_k` summed over the images, three times over:
 * by the backward pass of TF.js, by central differences, and by the formula `dL/dz = p - y`. Rows `logits` and `p - y`
 * compare the first and the last with the differences; `example` has the first image's numbers.
 * Throws on an unknown option and on a seed that is no whole number.
 *
 * @example
 * const { ok, example } = await softmaxCrossEntropyCheck({ classes: 7 });
 */
export async function softmaxCrossEntropyCheck(
  options: SoftmaxCrossEntropyCheckOptions = {},
): Promise<GradientCheck & { example: SoftmaxCrossEntropyEntry[] }> {
  checkOptions(options, ['classes', 'batch', 'seed', 'tolerance']);
  const { classes = 7, batch = 3, seed = 0, tolerance = 1e-3 } = options;
  if (!Number.isInteger(classes) || classes < 2)
    throw new Error(`invalid classes: ${classes} (expected an integer >= 2)`);
  const size = batch * classes;
  const labels = Array.from({ length: batch }, (_, i) => permutation(classes, deriveSeed(seed, i))[0]);
  const values = normalValues(size, seed).map((value) => 2 * value);
  const logits = tf.tidy(() => tf.variable(tf.tensor2d(values, [batch, classes])));
  try {
    const run = () => {
      const wanted = tf.oneHot(tf.tensor1d(labels, 'int32'), classes);
      return tf.losses.softmaxCrossEntropy(wanted, logits, 1, 0, tf.Reduction.SUM);
    };
    const weighted = { run, weights: Float32Array.of(1) };
    const [gradient] = await gradientsOf(weighted, [logits]);
    const found = await differencesOf(weighted, logits, gradient, chooseEntries(gradient, size, seed));
    const probabilities = await read(() => tf.softmax(logits));
    const label = (entry: number) => (labels[Math.floor(entry / classes)] === entry % classes ? 1 : 0);
    const formula = (entry: number) => probabilities[entry] - label(entry);
    const rows = [
      checkRow('logits', size, found, { tolerance }),
      checkRow('p - y', size, found, { tolerance, analytic: found.entries.map(formula) }),
    ];
    const example = Array.from({ length: classes }, (_, entry) => ({
      logit: values[entry],
      probability: probabilities[entry],
      label: label(entry),
      formula: formula(entry),
      gradient: gradient[entry],
      difference: found.numeric[found.entries.indexOf(entry)],
    }));
    return {
      of: 'softmax + cross-entropy',
      rows,
      ok: rows.every(({ ok }) => ok),
      tolerance,
      backend: tf.getBackend(),
      example,
    };
  } finally {
    logits.dispose();
  }
}
