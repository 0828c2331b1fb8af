import type { LabelledImages } from '@fer/data';
import type { ExperimentSpec } from './spec';

/**
 * Throws where a spec asks for what its data can't give, before anything is trained or written: class weights for another
 * number of classes, test-time crops that are larger than the images.
 */
export function checkAgainstData(
  { training: { classWeights }, evaluation: { views } }: ExperimentSpec,
  { shape: [, h, w], classes }: Pick<LabelledImages, 'shape' | 'classes'>,
): void {
  if (Array.isArray(classWeights) && classWeights.length !== classes.length)
    throw new Error(
      `invalid training.classWeights: ${classWeights.length} numbers (expected ${classes.length}, of ${classes.join(', ')})`,
    );
  if (typeof views === 'object' && views.size > Math.min(h, w))
    throw new Error(
      `invalid evaluation.views.size: ${views.size} (expected 1..${Math.min(h, w)} for images of ${h}x${w} pixels)`,
    );
}
