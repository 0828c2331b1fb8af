import type { LabelledImages } from '../labelled-images';
import { classCounts } from './class-counts';

/**
 * A weight for each class that makes all classes count the same in a loss: `n / (k * n_class)`, with `n` images of
 * which `n_class` are of the class, and `k` the number of classes that have any. A class of the mean size has weight 1;
 * the weights of all images sum to `n`. A class without images has weight 0.
 *
 * The formula is that of scikit-learn's `class_weight='balanced'`, after King and Zeng, "Logistic Regression in Rare
 * Events Data", Political Analysis 9 (2001).
 *
 * ```ts
 * classWeights(ds); // FER2013's training rows: angry 1.02, disgust 9.29, …, happy 0.57, …
 * ```
 *
 * @param data a set, or images a class.
 * @throws as `classCounts`; `RangeError` when there are no images at all, or a count is no whole number.
 */
export function classWeights(data: LabelledImages | readonly number[]): number[] {
  const counts = 'images' in data ? classCounts(data) : data;
  for (const count of counts)
    if (!Number.isSafeInteger(count) || count < 0)
      throw new RangeError(`invalid count: ${count} (expected an integer 0 or more)`);
  const n = counts.reduce((sum, count) => sum + count, 0);
  if (n === 0) throw new RangeError('invalid counts: no images (expected at least one)');
  const k = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : n / (k * count)));
}
