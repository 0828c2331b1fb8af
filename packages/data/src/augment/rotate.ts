import type { Augmentation } from './augmentation';
import { checkOption, spread } from './check-option';
import { geometric, type GeometricOptions } from './geometric';
import { sinCos } from './portable-math';

export interface RotateOptions extends GeometricOptions {
  /** The furthest to either side, 0..180. Default 10. */
  degrees?: number;
}

/**
 * Turns the image about its centre by an even draw from -degrees..degrees.
 *
 * Errors: degrees outside 0..180.
 *
 * ```ts
 * const augment = rotate({ degrees: 15 });
 * ```
 */
export function rotate({ degrees = 10, probability = 1, border }: RotateOptions = {}): Augmentation {
  checkOption('rotate', { degrees }, { least: 0, most: 180 });
  return geometric({ name: 'rotate', degrees, probability, border }, (random) => {
    const [sine, cosine] = sinCos(spread(random, degrees));
    return [cosine, -sine, 0, sine, cosine, 0];
  });
}
