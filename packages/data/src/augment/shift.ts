import type { Augmentation } from './augmentation';
import { checkOption, spread } from './check-option';
import { geometric, type GeometricOptions } from './geometric';

export interface ShiftOptions extends GeometricOptions {
  /** The furthest to either side, as a share of the width. Default 0.1. */
  x?: number;
  /** The furthest up or down, as a share of the height. Default: `x`. */
  y?: number;
}

/**
 * Moves the image by an even draw from -x..x of its width and -y..y of its height (fractions of a pixel included).
 *
 * Errors: a share below 0.
 *
 * ```ts
 * const augment = shift({ x: 0.1, y: 0.1, border: 'zeros' });
 * ```
 */
export function shift({ x = 0.1, y = x, probability = 1, border }: ShiftOptions = {}): Augmentation {
  checkOption('shift', { x, y }, { least: 0 });
  return geometric({ name: 'shift', x, y, probability, border }, (random, [h, w]) => {
    const right = spread(random, x) * w;
    const down = spread(random, y) * h;
    return [1, 0, -right, 0, 1, -down];
  });
}
