import { rowSize, type PlainBatch } from '../common/images';
import { imageList } from '../common/warnings';

/** A want of completeness is told from this share of the difference of the scores, */
const ofDifference = 0.05;
/** and only above this share of all the values' sizes: below it is rounding. */
const ofSizes = 1e-3;

/** Says of which images the values miss the difference of the scores `end - start` by more than rounding explains. */
export function incompleteWarnings(
  values: readonly PlainBatch[],
  delta: ArrayLike<number>,
  end: ArrayLike<number>,
  start: ArrayLike<number>,
): string[] {
  const images = Array.from(delta).flatMap((missing, image) => {
    const notable = Math.max(
      ofDifference * Math.abs(end[image] - start[image]),
      ofSizes * sizeOf(values, image),
    );
    // A missing number is no rounding either.
    return Math.abs(missing) <= notable ? [] : [image];
  });
  if (images.length === 0) return [];
  return [
    `the values of ${imageList(images)} do not add up to the difference of the scores (delta says what is missing)`,
  ];
}

function sizeOf(values: readonly PlainBatch[], image: number): number {
  let sum = 0;
  for (const { data, shape } of values) {
    const size = rowSize(shape);
    for (let k = image * size; k < (image + 1) * size; k++) sum += Math.abs(data[k]);
  }
  return sum;
}
