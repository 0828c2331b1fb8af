import type { LabelledImages } from '@fer/data';
import type { Prediction } from '@fer/models';
import type { ExplanationRow, View } from '@fer/viz';

/** The rows of an explanation sheet: of each image its view of every column, and what was predicted. */
export function explanationRows(
  { images, shape: [n, h, w, c], labels, ids }: LabelledImages,
  columns: readonly (readonly View[])[],
  { probabilities, shape: [, classes] }: Pick<Prediction, 'probabilities' | 'shape'>,
): ExplanationRow[] {
  const size = h * w * c;
  return Array.from({ length: n }, (_, i) => ({
    image: { data: images.subarray(i * size, (i + 1) * size), shape: [h, w, c] },
    views: columns.map((views) => views[i]),
    probabilities: probabilities.subarray(i * classes, (i + 1) * classes),
    truth: labels?.[i],
    note: ids?.[i],
  }));
}
