import * as tf from '@tensorflow/tfjs-core';
import type { Bivariant } from './bivariant';
import { withGradient } from './with-gradient';

/**
 * What is explained of the scores `[n, classes]`:
 * a class index, one index an image, `'predicted'` (the class of the highest score; a single output is its own target),
 * or a function of the scores that returns one number an image, `[n]`.
 */
export type Target =
  number | readonly number[] | Int32Array | 'predicted' | Bivariant<(scores: tf.Tensor) => tf.Tensor>;

/** A target for `n` images: fixed indices, or a rule to apply to each batch. */
export type ResolvedTarget = Int32Array | 'predicted' | ((scores: tf.Tensor) => tf.Tensor);

/** Checks a target against the number of images and spreads a single index over them. */
export function resolveTarget(target: Target, n: number): ResolvedTarget {
  if (target === 'predicted' || typeof target === 'function') return target;
  const isList: boolean = Array.isArray(target) || target instanceof Int32Array;
  if (typeof target !== 'number' && !isList) {
    const given = typeof target === 'string' ? `'${String(target)}'` : JSON.stringify(target);
    throw new Error(
      `invalid target: ${given} (expected a class index, one an image, 'predicted' or a function)`,
    );
  }
  const indices = typeof target === 'number' ? new Array<number>(n).fill(target) : [...target];
  if (indices.length !== n) {
    throw new Error(`invalid target: ${indices.length} indices (expected ${n}, one an image)`);
  }
  const wrong = indices.find((index) => !Number.isInteger(index) || index < 0);
  if (wrong !== undefined) throw new Error(`invalid target: ${wrong} (expected a class index from 0)`);
  return Int32Array.from(indices);
}

/** The part of a target that belongs to rows `start..start+size`. */
export function targetRows(target: ResolvedTarget, start: number, size: number): ResolvedTarget {
  return target instanceof Int32Array ? target.slice(start, start + size) : target;
}

/** The target of what is computed next, once the classes of the images themselves are known: `'predicted'` becomes fixed. */
export function fixedTarget(target: ResolvedTarget, classes: ArrayLike<number>): ResolvedTarget {
  return typeof target === 'function' ? target : Int32Array.from(classes);
}

/** The target of rows that stand sample by sample: that of the images, once for every sample. */
export function repeatTarget(target: ResolvedTarget, samples: number): ResolvedTarget {
  if (!(target instanceof Int32Array)) return target;
  const { length } = target;
  return Int32Array.from({ length: samples * length }, (_, row) => target[row % length]);
}

/**
 * Picks one score an image from `scores` `[n, classes]`; differentiable.
 * `indices` are the class indices `[n]` int32, -1 where a function chose.
 */
export function pickScores(
  scores: tf.Tensor,
  target: ResolvedTarget,
): { picked: tf.Tensor1D; indices: tf.Tensor } {
  const n = scores.shape[0];
  if (typeof target === 'function') {
    const picked = target(scores);
    if (!(picked instanceof tf.Tensor) || picked.size !== n || picked.shape[0] !== n) {
      const shape = picked instanceof tf.Tensor ? `[${picked.shape.join(', ')}]` : typeof picked;
      throw new Error(`the target function returned ${shape} (expected [${n}]: one score an image)`);
    }
    return { picked: tf.reshape(picked, [n]), indices: tf.fill([n], -1, 'int32') };
  }
  if (scores.rank !== 2) {
    throw new Error(
      `the model's output is [${scores.shape.join(', ')}] (expected [n, classes]; for other shapes give target as a function)`,
    );
  }
  const classes = scores.shape[1]!;
  const beyond = target instanceof Int32Array ? target.find((index) => index >= classes) : undefined;
  if (beyond !== undefined) {
    throw new Error(`invalid target: ${beyond} (expected a class index below ${classes})`);
  }
  const indices = target instanceof Int32Array ? tf.tensor1d(target, 'int32') : tf.argMax(scores, 1);
  return { picked: takeColumns(scores, indices), indices };
}

/**
 * `scores[i, indices[i]]`, `[n]`. Its gradient is written out, as the comparison that finds the column has none and must
 * not be on the tape when the indices themselves come from the scores.
 */
export function takeColumns(scores: tf.Tensor, indices: tf.Tensor): tf.Tensor1D {
  const taken = withGradient(
    scores,
    (values, save) => {
      const columns = tf.range(0, values.shape[1]!, 1, 'int32');
      const chosen = tf.cast(tf.equal(tf.expandDims(indices, 1), columns), 'float32');
      save([chosen]);
      return tf.sum(tf.mul(values, chosen), 1);
    },
    (dy, [chosen]) => tf.mul(tf.expandDims(dy, 1), chosen),
  );
  return taken as tf.Tensor1D;
}
