import * as tf from '@tensorflow/tfjs-core';

/** Keeps pictures readable: `penalty` is what a step pays, `project` what is done to the picture after it. */
export interface Regularizer {
  name: string;
  /** One number a picture `[n]` from pictures `[n, h, w, c]`; differentiable. Its gradient is taken from the step. */
  penalty?: (x: tf.Tensor) => tf.Tensor;
  /** Pictures after step `step` (from 0), to pictures of the same shape. */
  project?: (x: tf.Tensor, step: number) => tf.Tensor;
}

/**
 * Total variation, `weight * sum |x_i - x_j|` over neighbours: takes single-pixel noise away and keeps edges.
 * As the objective's gradient is scaled to a mean square of 1 a pixel, weights of 0.1 to 1 are of its size. Default 0.3.
 */
export function totalVariation(weight = 0.3): Regularizer {
  return {
    name: `totalVariation(${weight})`,
    penalty: (x) => {
      const [, h, w] = x.shape;
      const down = tf.sub(
        tf.slice(x, [0, 1, 0, 0], [-1, h - 1, w, -1]),
        tf.slice(x, [0, 0, 0, 0], [-1, h - 1, w, -1]),
      );
      const right = tf.sub(
        tf.slice(x, [0, 0, 1, 0], [-1, h, w - 1, -1]),
        tf.slice(x, [0, 0, 0, 0], [-1, h, w - 1, -1]),
      );
      // A little roundness at 0 lets flat areas rest instead of trembling.
      const size = (d: tf.Tensor) => tf.sum(tf.sqrt(tf.add(tf.square(d), 1e-4)), [1, 2, 3]);
      return tf.mul(tf.add(size(down), size(right)), weight);
    },
  };
}

/** `weight * sum (x - 0.5)^2`: pulls what the objective does not care for back to grey. Default 0.1. */
export function towardsGrey(weight = 0.1): Regularizer {
  return {
    name: `towardsGrey(${weight})`,
    penalty: (x) => tf.mul(tf.sum(tf.square(tf.sub(x, 0.5)), [1, 2, 3]), weight),
  };
}

/** A Gaussian blur of `sigma` pixels (default 0.5) after every `every`-th step (default 4); edges are not darkened. */
export function blur(sigma = 0.5, every = 4): Regularizer {
  if (!(sigma > 0)) throw new Error(`invalid sigma: ${sigma} (expected above 0)`);
  return {
    name: `blur(${sigma}, ${every})`,
    project: (x, step) => ((step + 1) % every === 0 ? gaussianBlur(x, sigma) : x),
  };
}

function gaussianBlur(x: tf.Tensor, sigma: number): tf.Tensor {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const radius = Math.ceil(3 * sigma);
  const bell = tf.exp(tf.div(tf.square(tf.range(-radius, radius + 1)), -2 * sigma * sigma));
  const size = 2 * radius + 1;
  const smooth = (image: tf.Tensor4D) => {
    const down = tf.conv2d(image, tf.reshape(bell, [size, 1, 1, 1]), 1, 'same');
    return tf.conv2d(down, tf.reshape(bell, [1, size, 1, 1]), 1, 'same');
  };
  // Channels become images of their own; dividing by the blurred ones weighs the neighbours that are there.
  const planes = tf.reshape<tf.Rank.R4>(tf.transpose(x, [0, 3, 1, 2]), [n * c, h, w, 1]);
  const blurred = tf.div(smooth(planes), smooth(tf.ones([1, h, w, 1])));
  return tf.transpose(tf.reshape(blurred, [n, c, h, w]), [0, 2, 3, 1]);
}
