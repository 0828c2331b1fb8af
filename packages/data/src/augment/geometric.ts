import type { Affine } from './affine';
import type { Border } from './affine-sample';
import type { Augmentation, Random } from './augmentation';
import type { AugmentationSpec } from './augmentation-from';
import { checkBorder, checkProbability, happens } from './check-option';
import { augmentationOf } from './compose';

export interface GeometricOptions {
  /** How often it acts, 0..1. Default 1 (`flip`: 0.5). */
  probability?: number;
  /**
   * What lies outside of the image; shared by all parts of a composition. Default `'edge'`, as Keras'
   * `ImageDataGenerator` has it (there called nearest).
   */
  border?: Border;
}

/** A geometric augmentation that draws its map from the numbers given. */
export function geometric<Name extends AugmentationSpec['name']>(
  spec: Extract<AugmentationSpec, { name: Name }> & GeometricOptions,
  draw: (random: Random, size: readonly [h: number, w: number]) => Affine,
  size?: readonly [h: number, w: number],
): Augmentation {
  const { name, probability = 1, border } = spec;
  checkProbability(name, probability);
  checkBorder(name, border);
  const { border: _, ...withoutBorder } = spec;
  return augmentationOf([
    {
      kind: 'geometric',
      spec: (border === undefined ? withoutBorder : spec) as AugmentationSpec,
      ...(border !== undefined && { border }),
      ...(size && { size }),
      draw: (random, imageSize) => (happens(random, probability) ? draw(random, imageSize) : undefined),
    },
  ]);
}
