import type * as tf from '@tensorflow/tfjs-core';
import { forEachBatch } from './map-batches';
import type { RunOptions } from './options';
import type { Prepared } from './prepare';
import { targetScores } from './score-gradient';
import { fixedTarget, targetRows, type ResolvedTarget } from './target';

/** The explained score and class of every image. */
export interface ImageScores {
  scores: Float32Array;
  targets: Int32Array;
  /** The target for what comes after: where it was `'predicted'` it is now fixed. */
  target: ResolvedTarget;
}

/**
 * One forward pass for the scores of the images or, with `rows` and `target`, of others in their place, e.g. their
 * baselines.
 */
export async function imageScores(
  { subject, n, score, ...prepared }: Prepared,
  run: RunOptions,
  {
    rows = prepared.rows,
    target = prepared.target,
  }: { rows?: (start: number, size: number) => tf.Tensor[]; target?: ResolvedTarget } = {},
): Promise<ImageScores> {
  const scores = new Float32Array(n);
  const targets = new Int32Array(n);
  await forEachBatch(
    n,
    run,
    (start, size) => ({
      ...targetScores(subject, rows(start, size), targetRows(target, start, size), score),
    }),
    (results, start) => {
      scores.set(results.scores.data, start);
      targets.set(results.targets.data, start);
    },
  );
  return { scores, targets, target: fixedTarget(target, targets) };
}

/** How a part of a longer call runs: `before` units are done already, of `total` in all. */
export function partOf(run: RunOptions, before: number, total: number): RunOptions {
  return { ...run, onProgress: ({ done }) => run.onProgress?.({ done: before + done, total }) };
}
