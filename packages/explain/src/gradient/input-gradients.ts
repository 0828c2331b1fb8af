import { inputAttribution } from '../common/input-attribution';
import type { Attribution } from '../common/attribution';
import { mapBatches } from '../common/map-batches';
import type { RunOptions, ScoreOptions } from '../common/options';
import type { Prepared } from '../common/prepare';
import { scoreGradient } from '../common/score-gradient';
import { targetRows } from '../common/target';
import type * as tf from '@tensorflow/tfjs-core';

/**
 * One gradient pass an image, turned into values by `combine(gradient, input)`: the flow of every method that needs
 * nothing else. `change` says where gradients flow in another way than they do; it is called in the tidy of every pass.
 */
export async function inputGradients(
  method: string,
  prepared: Prepared,
  run: RunOptions,
  options: ScoreOptions & Record<string, unknown>,
  combine: (gradient: tf.Tensor, input: tf.Tensor) => tf.Tensor,
  change: () => Pick<Parameters<typeof scoreGradient>[2], 'rule' | 'scoreOf'> = () => ({}),
): Promise<Attribution> {
  const { subject, n, target, score } = prepared;
  const results = await mapBatches(n, run, (start, size) => {
    const xs = prepared.rows(start, size);
    const rows = targetRows(target, start, size);
    const { gradients, scores, targets } = scoreGradient(subject, xs, { target: rows, score, ...change() });
    const values = gradients.map((gradient, i) => [`values${i}`, combine(gradient, xs[i])]);
    return { ...(Object.fromEntries(values) as Record<string, tf.Tensor>), scores, targets };
  });
  return inputAttribution(method, prepared, options, {
    values: prepared.inputs.map((_, i) => results[`values${i}`].data),
    scores: results.scores.data,
    targets: results.targets.data,
  });
}
