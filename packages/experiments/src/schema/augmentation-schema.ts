import * as z from 'zod/mini';
import { augmentationFrom, augmentationNames, type AugmentationSpec } from '@fer/data';
import { refusing } from './refusing';
import { listed, oneOf } from './values';

/** `augment` of a spec: names, or names with options. What the augmentations themselves refuse is refused. */
export function augmentationSchema() {
  const name = () => oneOf(augmentationNames());
  const step = z.union([name(), z.looseObject({ name: name() })], {
    error: `${listed(augmentationNames())}, or an object with its name and options`,
  });
  return z.pipe(
    z.array(step, { error: 'a list of augmentations' }),
    refusing((steps) => wholeAugmentation(steps as AugmentationSpec[])),
  );
}

/**
 * The augmentation with every default spelled out, so that a record of it does not change its meaning.
 *
 * @throws on crops to another size: the model is made for the size of the images.
 */
function wholeAugmentation(augment: AugmentationSpec[]): AugmentationSpec[] {
  const { spec, steps } = augmentationFrom(augment);
  for (const step of steps) {
    if (step.kind === 'geometric' && step.size)
      throw new Error(
        `invalid augmentation: ${step.spec.name} with size (expected none that changes the size of the images)`,
      );
  }
  return spec;
}
