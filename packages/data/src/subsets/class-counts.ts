import { hardLabels } from '../hard-labels';
import { assertConsistent, type LabelledImages } from '../labelled-images';

/**
 * How many images each class has, in the order of `ds.classes`. With soft labels only, an image counts for its
 * heaviest class. Throws when the set has no labels or a label has no class.
 */
export function classCounts(ds: LabelledImages): number[] {
  assertConsistent(ds);
  const counts = new Array<number>(ds.classes.length).fill(0);
  for (const label of hardLabels(ds)) {
    if (label >= counts.length)
      throw new RangeError(`invalid label: ${label} (expected 0..${counts.length - 1})`);
    counts[label]++;
  }
  return counts;
}
