import type { Augmentation } from './augmentation';
import { checkOption, spread } from './check-option';
import { geometric, type GeometricOptions } from './geometric';

export interface ShearOptions extends GeometricOptions {
  /** Pixels that a row moves sideways for each row up or down from the centre, at the most. Default 0.1 (5.7 degrees). */
  x?: number;
  /** Pixels that a column moves up or down for each column from the centre, at the most. Default 0. */
  y?: number;
}

/**
 * Slants the image about its centre by an even draw from -x..x, then from -y..y: upright lines lean by atan x.
 *
 * Errors: a slant below 0.
 *
 * ```ts
 * const augment = shear({ x: 0.2 });
 * ```
 */
export function shear({ x = 0.1, y = 0, probability = 1, border }: ShearOptions = {}): Augmentation {
  checkOption('shear', { x, y }, { least: 0 });
  return geometric({ name: 'shear', x, y, probability, border }, (random) => {
    const across = spread(random, x);
    const down = spread(random, y);
    // The inverse of "rows move sideways, then columns up and down".
    return [1 + across * down, -across, 0, -down, 1, 0];
  });
}
