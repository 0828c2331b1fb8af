import { checkNames } from '../common/option-checks';
import type { AttributionShares } from './attribution-shares';
import { meanPerClass } from './mean-per-class';

export interface MeanSharesPerClassOptions {
  /** The classes' names, in the order of the labels. Required. */
  classes?: readonly string[];
}

/** A table of shares: a row a class, a column a region. */
export interface MeanShares {
  /** The regions' names, in the order of the columns. */
  names: string[];
  classes: string[];
  /** `[classes, regions]`: the mean share, 0..1. NaN for a class without images. */
  values: Float32Array;
  /** `[classes, regions]`: the mean of share over area, of the images that have the region. */
  relative: Float32Array;
  shape: [classes: number, regions: number];
  /** How many images each mean is of; those whose maps have nothing that counts are left out. */
  counts: number[];
}

/**
 * The mean share of each region for the images of each class: what the model looks at, as a table. Every image counts alike.
 *
 * `labels` has a class an image, the true one or the one explained. Throws on labels that are no class.
 *
 * @example
 * const shares = attributionShares(maps, faceRegions());
 * const { values, relative } = meanSharesPerClass(shares, labels, { classes: ['angry', 'happy'] });
 */
export function meanSharesPerClass(
  shares: AttributionShares,
  labels: ArrayLike<number>,
  options: MeanSharesPerClassOptions = {},
): MeanShares {
  checkNames(options, ['classes']);
  const { classes = [] } = options;
  const [n, columns] = shares.shape;
  const { values, counts } = meanPerClass(shares.values, labels, { n, classes, empty: NaN });
  return {
    names: [...shares.names],
    classes: [...classes],
    values,
    relative: meanPerClass(shares.relative, labels, { n, classes, empty: NaN }).values,
    shape: [classes.length, columns],
    counts,
  };
}
