import * as tf from '@tensorflow/tfjs-core';
import type { Score } from './options';

/**
 * What a model's raw output is, so which scores can be had from it: `logits`, and the function that makes them
 * probabilities (`undefined`: sigmoid for a single output, softmax for more), or `probabilities`, from which no logit
 * can be recovered.
 */
export type ScoreHead = { form: 'logits'; link?: 'softmax' | 'sigmoid' } | { form: 'probabilities' };

/** Throws when `score` can't be had from a model of this kind of output. */
export function checkScore(head: ScoreHead, score: Score): void {
  if (!['logit', 'probability', 'logProbability'].includes(score)) {
    throw new Error(`invalid score: ${String(score)} (expected 'logit', 'probability' or 'logProbability')`);
  }
  if (head.form === 'probabilities' && score === 'logit') {
    throw new Error(
      "the score 'logit' can't be had: the model returns probabilities (use score 'probability' or 'logProbability', or a model that returns logits and outputs: 'logits')",
    );
  }
}

/**
 * Says that a model which ends in no softmax or sigmoid was taken for one of logits, where the method's default made
 * probabilities of them and nobody said what the model returns: a regression is squashed by that.
 */
export function guessWarnings(
  head: ScoreHead,
  score: Score,
  stated: { score?: unknown; outputs?: unknown },
): string[] {
  const isStated = stated.score !== undefined || stated.outputs !== undefined;
  if (isStated || score === 'logit' || head.form !== 'logits' || head.link) return [];
  return [
    "the model ends in no softmax or sigmoid: its output was taken for logits and squashed to probabilities (for a regression say score: 'logit', for logits outputs: 'logits')",
  ];
}

/** Turns raw outputs `[n, classes]` into the asked score, same shape; differentiable. */
export function toScore(output: tf.Tensor, head: ScoreHead, score: Score): tf.Tensor {
  if (head.form === 'probabilities') {
    // The least positive normal float32 keeps the logarithm of a zero finite.
    return score === 'logProbability' ? tf.log(tf.maximum(output, 1.2e-38)) : output;
  }
  if (score === 'logit') return output;
  const link = linkOf(head, output);
  if (score === 'probability') return link === 'softmax' ? tf.softmax(output) : tf.sigmoid(output);
  return link === 'softmax' ? tf.logSoftmax(output) : tf.neg(tf.softplus(tf.neg(output)));
}

/** What makes probabilities of these logits. */
export function linkOf(
  head: Extract<ScoreHead, { form: 'logits' }>,
  logits: tf.Tensor,
): 'softmax' | 'sigmoid' {
  const single = logits.shape[logits.rank - 1] === 1;
  return head.link ?? (single ? 'sigmoid' : 'softmax');
}
