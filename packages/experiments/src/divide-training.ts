import { kFold, splitAt, splitRandom, type LabelledImages } from '@fer/data';
import type { DivisionSpec } from './spec';

type Pair = [train: LabelledImages, validation: LabelledImages];

/** The share of the training part that validates where neither the data nor the spec says which. */
const SHARE = 0.2;

/**
 * Divides the training part of some data into the images that train and those that validate.
 *
 * @throws where the part has too few images.
 */
export function divideTraining(whole: LabelledImages, division: DivisionSpec, seed: number): Pair {
  const [n] = whole.shape;
  if ('folds' in division) {
    const { folds, fold } = division;
    if (folds > n)
      throw new Error(`invalid data.division.folds: ${folds} (expected ${n} or less, one an image)`);
    let i = 0;
    for (const pair of kFold(whole, folds, { seed })) if (i++ === fold) return pair;
    throw new Error(`invalid data.division.fold: ${fold} (expected an integer from 0, less than ${folds})`);
  }
  switch (division.validation) {
    case 'last':
      return splitAt(whole, -countOf(division.count, n));
    case 'afterFirst':
      return splitAt(whole, countOf(division.count, n));
    case 'share':
      return splitRandom(whole, 1 - division.share, { seed });
    case 'splits':
      return splitRandom(whole, 1 - SHARE, { seed });
  }
}

function countOf(count: number, n: number): number {
  if (count < n) return count;
  throw new Error(
    `invalid data.division.count: ${count} (expected less than the ${n} images of the training part)`,
  );
}
