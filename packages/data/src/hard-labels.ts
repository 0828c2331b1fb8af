import type { LabelledImages } from './labelled-images';

/** The label of each image `[n]`: `labels`, or else the heaviest class of `labelWeights` (the first among equals). */
export function hardLabels({
  labels,
  labelWeights,
  classes,
  shape: [n],
}: Pick<LabelledImages, 'labels' | 'labelWeights' | 'classes' | 'shape'>): Uint8Array {
  if (labels) return labels;
  if (!labelWeights) throw new Error('missing labels (expected a set with labels or labelWeights)');
  const k = classes.length;
  return Uint8Array.from({ length: n }, (_, i) => {
    const row = labelWeights.subarray(i * k, (i + 1) * k);
    return row.indexOf(Math.max(...row));
  });
}
