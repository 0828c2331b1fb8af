import type { Augmentation } from './augmentation';
import { geometric, type GeometricOptions } from './geometric';

export interface FlipOptions extends GeometricOptions {
  /** `'horizontal'` changes left and right (default), `'vertical'` top and bottom. */
  direction?: 'horizontal' | 'vertical';
}

/**
 * Mirrors the image every other time, exactly.
 *
 * ```ts
 * const augment = flip();
 * ```
 */
export function flip({
  direction = 'horizontal',
  probability = 0.5,
  border,
}: FlipOptions = {}): Augmentation {
  if (direction !== 'horizontal' && direction !== 'vertical')
    throw new RangeError(`invalid direction of flip: ${String(direction)} (expected horizontal or vertical)`);
  const [x, y] = direction === 'horizontal' ? [-1, 1] : [1, -1];
  return geometric({ name: 'flip', direction, probability, border }, () => [x, 0, 0, 0, y, 0]);
}
