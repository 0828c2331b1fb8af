import * as tf from '@tensorflow/tfjs-core';
import type { Score } from '../common/options';
import { scoreGradient, type PickedScores } from '../common/score-gradient';
import { toScore } from '../common/score-head';
import type { Subject } from '../common/subject';
import { pickScores, takeColumns, type ResolvedTarget } from '../common/target';
import { evaluate } from '../graph/evaluate';
import type { ValueId } from '../graph/step';
import { recordValues } from './record-values';
import { rescaleRule, spread, type References } from './rescale';
import { rescaledScore } from './rescale-score';

/** What a pass gives beside the scores and targets of the images. */
export interface DeepLiftPass extends PickedScores {
  /** Multiplier times difference from the baseline, one an input, or one for the layer. */
  values: tf.Tensor[];
  /** The same score of the baseline, one an image. */
  baselineScores: tf.Tensor;
}

/**
 * DeepLIFT of a batch against baselines of as many rows or of one: the baseline runs through the graph once and all its
 * values stay, then the images run with the rescale rule. `layer` gives the values there. Call inside a tidy.
 */
export function deepLiftPass(
  subject: Subject,
  xs: tf.Tensor[],
  baselines: tf.Tensor[],
  { target, score, layer }: { target: ResolvedTarget; score: Score; layer?: ValueId },
): DeepLiftPass {
  const rows = xs[0].shape[0];
  const { references, output } = referencesOf(subject, baselines, rows);
  const at = layer === undefined ? undefined : { id: layer, value: valueAt(subject, xs, layer) };
  const { gradients, scores, targets } = scoreGradient(subject, xs, {
    target,
    score,
    at,
    rule: rescaleRule(references),
    scoreOf: (raw) => rescaledScore(raw, output, subject.head, score),
  });
  const ends = at ? [at.value] : xs;
  const starts = at ? [references.get(at.id)!] : baselines;
  const baselineScore = spread(toScore(output, subject.head, score), rows);
  return {
    scores,
    targets,
    values: gradients.map((multiplier, i) => tf.mul(multiplier, tf.sub(ends[i], starts[i]))),
    baselineScores:
      typeof target === 'function'
        ? pickScores(baselineScore, target).picked
        : takeColumns(baselineScore, targets),
  };
}

/** One baseline serves all rows where every value of the graph keeps one row for it. */
function referencesOf(
  subject: Subject,
  baselines: tf.Tensor[],
  rows: number,
): { references: References; output: tf.Tensor } {
  const references = new Map<ValueId, tf.Tensor>();
  const output = subject.run(baselines, { rule: recordValues(references) });
  const fits =
    baselines[0].shape[0] === rows || [...references.values()].every(({ shape }) => shape[0] === 1);
  if (fits) return { references, output };
  return referencesOf(
    subject,
    baselines.map((baseline) => spread(baseline, rows)),
    rows,
  );
}

function valueAt({ graph }: Subject, xs: tf.Tensor[], id: ValueId): tf.Tensor {
  return evaluate(graph!, new Map(graph!.inputs.map((input, i) => [input, xs[i]])), [id])[0];
}
