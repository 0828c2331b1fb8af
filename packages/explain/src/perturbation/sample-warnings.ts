import { imageList } from '../common/warnings';
import type { Segmentation } from '../segments/segmentation';

/** Says where a linear model has little to go by: one segment alone, or hardly more samples than coefficients. */
export function fewSamplesWarnings(segments: readonly Segmentation[], samples: number): string[] {
  const indices = segments.map((_, image) => image);
  const whole = indices.filter((image) => segments[image].count === 1);
  const few = indices.filter((image) => samples < 2 * (segments[image].count + 1));
  const most = Math.max(...segments.map(({ count }) => count));
  return [
    ...(whole.length > 0 ? [`${imageList(whole)} is one segment: nothing can be told apart in it`] : []),
    ...(few.length > 0
      ? [
          `${samples} samples for ${most} segments (${imageList(few)}): the coefficients hang on which were drawn`,
        ]
      : []),
  ];
}
