import { hardLabels } from '../hard-labels';
import type { LabelledImages } from '../labelled-images';
import { permutation } from '../permutation';
import { select } from './select';

export interface KFoldOptions {
  /** Any safe integer; the same seed gives the same folds. */
  seed: number;
  /** Spread each class evenly over the folds, to within one image. Default true. */
  stratify?: boolean;
}

/**
 * Cross-validation: `k` ways to divide a set into training and validation images, so that each image validates exactly
 * once. Folds differ in size by at most one image; both sets keep the order of `ds`.
 *
 * A pair is made when it is pulled, so that not all `k` copies are in memory; iterating again gives the same ones.
 *
 * ```ts
 * for (const [train, validation] of kFold(ds, 5, { seed: 1 })) scores.push(await run(train, validation));
 * ```
 *
 * @throws `RangeError` when `k` is no integer 2..n; an `Error` when `stratify` and there are no labels.
 */
export function kFold(
  ds: LabelledImages,
  k: number,
  { seed, stratify = true }: KFoldOptions,
): Iterable<[train: LabelledImages, validation: LabelledImages]> {
  const n = ds.shape[0];
  if (!Number.isInteger(k) || k < 2 || k > n)
    throw new RangeError(`invalid k: ${k} (expected an integer 2..${n}, the number of images)`);
  const order = Array.from(permutation(n, seed));
  if (stratify) {
    const labels = hardLabels(ds);
    order.sort((a, b) => labels[a] - labels[b]);
  }
  // Dealt like cards, class after class: each fold gets its share of every class and of all.
  const foldOf = new Uint32Array(n);
  order.forEach((row, i) => (foldOf[row] = i % k));
  const rows = Array.from(foldOf.keys());
  return {
    *[Symbol.iterator]() {
      for (let fold = 0; fold < k; fold++)
        yield [
          select(
            ds,
            rows.filter((row) => foldOf[row] !== fold),
          ),
          select(
            ds,
            rows.filter((row) => foldOf[row] === fold),
          ),
        ];
    },
  };
}
