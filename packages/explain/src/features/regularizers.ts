import * as tf from '@tensorflow/tfjs-core';
import { checkFromZero, checkPositive, checkWhole } from '../common/option-checks';
import { multiplyAxes } from './multiply-axes';

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
  checkFromZero({ weight });
  return {
    name: `totalVariation(${weight})`,
    penalty: (x) => {
      const [n, h, w, c] = x.shape as [number, number, number, number];
      // A little roundness at 0 lets flat areas rest instead of trembling.
      const size = (d: tf.Tensor) => tf.sum(tf.sqrt(tf.add(tf.square(d), 1e-4)), 1);
      const down = size(differences(tf.reshape(x, [n, h * w * c]), w * c));
      const right = tf.sum(tf.reshape(size(differences(tf.reshape(x, [n * h, w * c]), c)), [n, h]), 1);
      return tf.mul(tf.add(down, right), weight);
    },
  };
}

/** Each value less the one `lag` before it in its row. As a matrix of long rows: TF.js copies a slice row by row. */
function differences(x: tf.Tensor2D, lag: number): tf.Tensor {
  const [rows, length] = x.shape;
  if (length <= lag) return tf.zeros([rows, 1]);
  const part = (from: number) => tf.slice2d(x, [0, from], [rows, length - lag]);
  return tf.sub(part(lag), part(0));
}

/** `weight * sum (x - 0.5)^2`: pulls what the objective does not care for back to grey. Default 0.1. */
export function towardsGrey(weight = 0.1): Regularizer {
  checkFromZero({ weight });
  return {
    name: `towardsGrey(${weight})`,
    penalty: (x) => tf.mul(tf.sum(tf.square(tf.sub(x, 0.5)), [1, 2, 3]), weight),
  };
}

/** A Gaussian blur of `sigma` pixels (default 0.5) after every `every`-th step (default 4); edges are not darkened. */
export function blur(sigma = 0.5, every = 4): Regularizer {
  checkPositive({ sigma });
  checkWhole({ every }, 1);
  return {
    name: `blur(${sigma}, ${every})`,
    project: (x, step) => ((step + 1) % every === 0 ? gaussianBlur(x, sigma) : x),
  };
}

function gaussianBlur(x: tf.Tensor, sigma: number): tf.Tensor {
  return multiplyAxes(x, bellMatrix(x.shape[1]!, sigma), bellMatrix(x.shape[2]!, sigma));
}

/** `[n, n]`: row `i` are the weights of a Gaussian bell around `i`, cut off at three sigma; they add up to 1. */
function bellMatrix(n: number, sigma: number): tf.Tensor2D {
  const radius = Math.ceil(3 * sigma);
  const bell = Array.from({ length: n * n }, (_, at) => {
    const distance = Math.abs(Math.floor(at / n) - (at % n));
    return distance > radius ? 0 : Math.exp(-(distance ** 2) / (2 * sigma ** 2));
  });
  const weights = tf.tensor2d(bell, [n, n]);
  return tf.div(weights, tf.sum(weights, 1, true));
}
