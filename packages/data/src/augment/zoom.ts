import type { Augmentation } from './augmentation';
import { checkOption, spread } from './check-option';
import { geometric, type GeometricOptions } from './geometric';

export interface ZoomOptions extends GeometricOptions {
  /** The image becomes 1-by..1+by times as large. 0..1, 1 excluded; default 0.1. */
  by?: number;
  /** Default true; false draws width and height each for itself, as Keras does. */
  keepAspect?: boolean;
}

/**
 * Enlarges or reduces the image about its centre by an even draw from 1-by..1+by; the frame stays.
 *
 * Errors: `by` outside 0..1.
 *
 * ```ts
 * const augment = zoom({ by: 0.2 });
 * ```
 */
export function zoom({
  by = 0.1,
  keepAspect = true,
  probability = 1,
  border,
}: ZoomOptions = {}): Augmentation {
  checkOption('zoom', { by }, { least: 0, below: 1 });
  if (typeof keepAspect !== 'boolean')
    throw new RangeError(`invalid keepAspect of zoom: ${String(keepAspect)} (expected true or false)`);
  return geometric({ name: 'zoom', by, keepAspect, probability, border }, (random) => {
    const x = 1 + spread(random, by);
    const y = keepAspect ? x : 1 + spread(random, by);
    return [1 / x, 0, 0, 0, 1 / y, 0];
  });
}
