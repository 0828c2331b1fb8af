import { augmentationFrom, type AugmentationSpec } from '@fer/data';
import { preprocessingNames, type PreprocessingName } from '@fer/models';

/** Throws on a preprocessing that does not exist; the message lists those that do. */
export function checkPreprocessing(preprocessing: PreprocessingName | PreprocessingName[]): void {
  for (const name of [preprocessing].flat())
    if (!preprocessingNames().includes(name))
      throw new Error(
        `invalid preprocessing: ${String(name)} (expected ${preprocessingNames().slice(0, -1).join(', ')} or ${preprocessingNames().at(-1)})`,
      );
}

/**
 * The augmentation with every default spelled out, so that a record of it does not change its meaning.
 *
 * @throws where it does not exist, and where training could not use it: crops to another size, as the model is made for
 * the size of the images, and mixed images, as the trainer takes one label an image.
 */
export function wholeAugmentation(
  augment: readonly (AugmentationSpec | AugmentationSpec['name'])[],
): AugmentationSpec[] {
  const { spec, steps } = augmentationFrom(augment);
  for (const step of steps) {
    if (step.kind === 'batch')
      throw new Error(
        `invalid augmentation: ${step.spec.name} (expected none that mixes labels: training takes one label an image)`,
      );
    if (step.kind === 'geometric' && step.size)
      throw new Error(
        `invalid augmentation: ${step.spec.name} with size (expected none that changes the size of the images)`,
      );
  }
  return spec;
}
