import * as tf from '@tensorflow/tfjs-core';
import { multiplyAxes } from './multiply-axes';

/** Pictures `[n, h, w, c]` at another size, bilinearly with half-pixel centres; averaged where they shrink. */
export function resample(x: tf.Tensor, [height, width]: readonly [number, number]): tf.Tensor {
  const [, h, w] = x.shape;
  if (h === height && w === width) return x;
  const centres = (to: number, from: number) => tf.sub(tf.mul(tf.add(tf.range(0, to), 0.5), from / to), 0.5);
  return multiplyAxes(
    x,
    samplingMatrix(centres(height, h), h, h / height),
    samplingMatrix(centres(width, w), w, w / width),
  );
}

/**
 * `[..., places, length]`: the weights by which values at 0, 1, ..., `length - 1` make those at `places` `[..., places]`, linearly;
 * places beyond an end take its value. `reach` above 1 takes in as many values more, for shrinking.
 */
export function samplingMatrix<T extends tf.Tensor>(places: tf.Tensor, length: number, reach = 1): T {
  const inside = tf.expandDims(tf.clipByValue(places, 0, length - 1), -1);
  const distance = tf.abs(tf.sub(inside, tf.range(0, length)));
  const weights = tf.relu(tf.sub(1, tf.div(distance, Math.max(1, reach))));
  return tf.div(weights, tf.sum(weights, -1, true));
}
