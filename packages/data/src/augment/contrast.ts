import type { Augmentation } from './augmentation';
import { checkOption, checkProbability, happens, spread } from './check-option';
import { augmentationOf } from './compose';

export interface ContrastOptions {
  /** The contrast becomes 1-by..1+by times as strong. 0..1; default 0.2. */
  by?: number;
  /** How often it acts, 0..1. Default 1. */
  probability?: number;
}

/**
 * Stretches the values of each channel about their mean, `(x - mean) f + mean` with f an even draw from 1-by..1+by (one
 * for all channels), and keeps them in 0..1.
 *
 * Errors: `by` or `probability` outside 0..1.
 */
export function contrast({ by = 0.2, probability = 1 }: ContrastOptions = {}): Augmentation {
  checkOption('contrast', { by }, { least: 0, most: 1 });
  checkProbability('contrast', probability);
  return augmentationOf([
    {
      kind: 'image',
      spec: { name: 'contrast', by, probability },
      apply: (image, [h, w, c], random) => {
        if (!happens(random, probability)) return;
        const factor = 1 + spread(random, by);
        for (let k = 0; k < c; k++) {
          let sum = 0;
          for (let i = k; i < image.length; i += c) sum += image[i];
          const mean = sum / (h * w);
          for (let i = k; i < image.length; i += c)
            image[i] = Math.min(1, Math.max(0, (image[i] - mean) * factor + mean));
        }
      },
    },
  ]);
}
