import type { Augmentation } from './augmentation';
import { checkOption, checkProbability, happens, spread } from './check-option';
import { augmentationOf } from './compose';

export interface BrightnessOptions {
  /** The most that is added or taken, 0..1. Default 0.2. */
  by?: number;
  /** How often it acts, 0..1. Default 1. */
  probability?: number;
}

/**
 * Adds one number to all values of the image, an even draw from -by..by, and keeps them in 0..1.
 *
 * Errors: `by` or `probability` outside 0..1.
 *
 * ```ts
 * const augment = compose(brightness({ by: 0.1 }), contrast({ by: 0.2 }));
 * ```
 */
export function brightness({ by = 0.2, probability = 1 }: BrightnessOptions = {}): Augmentation {
  checkOption('brightness', { by }, { least: 0, most: 1 });
  checkProbability('brightness', probability);
  return augmentationOf([
    {
      kind: 'image',
      spec: { name: 'brightness', by, probability },
      apply: (image, _, random) => {
        if (!happens(random, probability)) return;
        const added = spread(random, by);
        for (let i = 0; i < image.length; i++) image[i] = Math.min(1, Math.max(0, image[i] + added));
      },
    },
  ]);
}
