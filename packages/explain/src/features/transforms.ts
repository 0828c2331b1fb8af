import * as tf from '@tensorflow/tfjs-core';

/** Moves the picture before the model sees it, so that it must work in more than one position. Differentiable. */
export interface Transform {
  name: string;
  /** Pictures `[n, h, w, c]` to pictures; `random` gives numbers in 0..1, the same for all pictures of a step. */
  apply: (x: tf.Tensor, random: () => number) => tf.Tensor;
}

/** Rolls the picture by up to `pixels` (default 1) in each direction; what leaves on one side enters on the other. */
export function jitter(pixels = 1): Transform {
  if (!Number.isInteger(pixels) || pixels < 0) {
    throw new Error(`invalid pixels: ${pixels} (expected a whole number from 0)`);
  }
  const shift = (random: () => number) =>
    Math.min(2 * pixels, Math.floor(random() * (2 * pixels + 1))) - pixels;
  return {
    name: `jitter(${pixels})`,
    apply: (x, random) => {
      const [down, right] = [shift(random), shift(random)];
      return roll(roll(x, 1, down), 2, right);
    },
  };
}

function roll(x: tf.Tensor, axis: number, by: number): tf.Tensor {
  const size = x.shape[axis];
  const cut = (((size - by) % size) + size) % size;
  if (cut === 0) return x;
  const [first, last] = tf.split(x, [cut, size - cut], axis);
  return tf.concat([last, first], axis);
}
