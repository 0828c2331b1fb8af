import * as tf from '@tensorflow/tfjs-core';
import { dependsOn } from '../graph/evaluate';
import type { Rule, ValueId } from '../graph/step';
import { valueAndGradients } from './gradients';
import type { Score } from './options';
import { toScore } from './score-head';
import type { Subject } from './subject';
import { pickScores, type ResolvedTarget } from './target';

/** Scores of a batch: `scores` `[n]` float32, `targets` `[n]` int32. */
export interface PickedScores {
  scores: tf.Tensor;
  targets: tf.Tensor;
}

/** Forward only: the explained score of every image. Call inside a tidy. */
export function targetScores(
  subject: Subject,
  xs: tf.Tensor[],
  target: ResolvedTarget,
  score: Score,
): PickedScores {
  const { picked, indices } = pickScores(toScore(subject.run(xs), subject.head, score), target);
  return { scores: picked, targets: indices };
}

/**
 * The gradient of every image's score, with respect to the inputs or, with `at`, to a value inside the graph that is
 * fed. Images do not touch each other, so one backward pass of the summed scores serves the whole batch. `rule` changes
 * how gradients flow through the graph, `scoreOf` how they flow from the scores to the raw output.
 * Call inside a tidy.
 */
export function scoreGradient(
  subject: Subject,
  xs: tf.Tensor[],
  {
    target,
    score,
    at,
    rule,
    scoreOf = (output) => toScore(output, subject.head, score),
  }: {
    target: ResolvedTarget;
    score: Score;
    at?: { id: ValueId; value: tf.Tensor };
    rule?: Rule;
    scoreOf?: (output: tf.Tensor) => tf.Tensor;
  },
): PickedScores & { gradients: tf.Tensor[] } {
  let targets: tf.Tensor | undefined;
  const leads = xs.map((_, i) => leadsToScore(subject, i));
  const f = (...variables: tf.Tensor[]): tf.Tensor => {
    const output = at
      ? subject.run(xs, { feeds: new Map([[at.id, variables[0]]]), rule })
      : subject.run(spread(variables, leads, xs), { rule });
    const { picked, indices } = pickScores(scoreOf(output), target);
    // Carries the indices out of the tidy that the gradient wraps around this function.
    targets = tf.keep(tf.clone(indices));
    return picked;
  };
  try {
    const variables = at ? [at.value] : xs.filter((_, i) => leads[i]);
    const { value, gradients } = valueAndGradients(f, variables);
    const all =
      at || leads.every(Boolean)
        ? gradients
        : spread(
            gradients,
            leads,
            xs.map((x) => tf.zerosLike(x)),
          );
    return { scores: value, gradients: all, targets: tf.clone(targets!) };
  } finally {
    targets?.dispose();
  }
}

/** Of several inputs the score may depend on some only: TF.js has no gradient for the others, where it is 0. */
function leadsToScore({ graph, headValue }: Subject, input: number): boolean {
  return !graph || graph.inputs.length === 1 || dependsOn(graph, headValue!, graph.inputs[input]);
}

/** `some`, in their order, where `chosen`; elsewhere `others`. */
function spread(some: tf.Tensor[], chosen: boolean[], others: tf.Tensor[]): tf.Tensor[] {
  let next = 0;
  return chosen.map((isChosen, i) => (isChosen ? some[next++] : others[i]));
}
