import type * as tf from '@tensorflow/tfjs-core';
import { padOrCrop, type SlidingAxis } from './spread';

/**
 * Padding 'same' without the case that stock wasm gets wrong: where windows leave out elements at the end of an axis, the
 * padding that the other axis needs is added here and the windows slide without.
 */
export function samePadded(
  x: tf.Tensor,
  axes: readonly SlidingAxis[],
  padding: 'same' | 'valid',
  value = 0,
): { x: tf.Tensor; padding: 'same' | 'valid' } {
  const lacking = axes.map(
    ({ length, reach, stride }) => (Math.ceil(length / stride) - 1) * stride + reach - length,
  );
  if (padding === 'valid' || lacking.every((count) => count >= 0)) return { x, padding };
  const [rows, columns] = axes.map(({ before }, i): [number, number] => [
    before,
    Math.max(0, lacking[i]) - before,
  ]);
  return { x: padOrCrop(x, rows, columns, value), padding: 'valid' };
}
