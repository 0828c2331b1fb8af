import type * as tf from '@tensorflow/tfjs-core';
import { rowsToTensor, type Images, type PlainBatch } from '../common/images';
import { pathPoints } from '../common/path-points';
import type { Range } from '../common/samples';
import { repeatTarget, targetRows, type ResolvedTarget } from '../common/target';
import { readBaseline } from '../gradient/baseline';
import type { PreparedLayer } from './prepared-layer';

/** The straight paths of a batch from its baselines to its images. */
export interface InputPath {
  baselines: PlainBatch[];
  /** Baselines and images of a block. Call inside a tidy. */
  ends(block: Range): { from: tf.Tensor[]; to: tf.Tensor[] };
  /** The inputs at these points of a block's paths, all images of a point after the other. Call inside a tidy. */
  at(block: Range, alphas: readonly number[]): tf.Tensor[];
}

export async function inputPath(
  { inputs, subject, rows }: PreparedLayer,
  baseline: number | Images,
): Promise<InputPath> {
  const baselines = await readBaseline(baseline, inputs, subject.inputs);
  const ends = ({ start, size }: Range) => ({
    from: baselines.map((batch) => rowsToTensor(batch, start, size)),
    to: rows(start, size),
  });
  return {
    baselines,
    ends,
    at(block, alphas) {
      const { from, to } = ends(block);
      return to.map((x, i) => pathPoints(from[i], x, alphas));
    },
  };
}

/** The target of a block's rows at `points` points of the path. */
export function pathTarget(target: ResolvedTarget, { start, size }: Range, points: number): ResolvedTarget {
  return repeatTarget(targetRows(target, start, size), points);
}
