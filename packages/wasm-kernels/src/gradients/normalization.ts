import * as tf from '@tensorflow/tfjs-core';
import { BATCH_NORM_SUMS } from '../kernels/batch-norm';
import { SCALED_PRODUCT } from '../kernels/elementwise';
import { leadingAxes } from '../kernels/leading-reductions';
import type { FastGradient } from './fast-gradient';

/**
 * Of `y = (x - mean) * r * scale + offset`, `r = 1 / sqrt(variance + epsilon)`, with one value a channel:
 *
 *   dx = dy * scale * r          dmean = -scale * r * sum dy          dvariance = -1/2 * scale * r^3 * sum dy (x - mean)
 *   dscale = r * sum dy (x - mean)          doffset = sum dy
 *
 * Two passes over the tensor in all, where TF.js takes more than ten.
 */
export const fusedBatchNorm: FastGradient = (dy, [x, mean, variance, scale], attrs) => {
  const channels = x.shape.at(-1) ?? 0;
  // Undefined where the layer has no scale, whatever the typings say.
  const given = [mean, variance, scale].filter((p: tf.Tensor | undefined) => p);
  if (x.dtype !== 'float32' || !given.every((p) => p.size === channels)) return undefined;
  const [centre, spread, factor] = [mean, variance, scale].map((p: tf.Tensor | undefined) =>
    p ? tf.reshape(p, [channels]) : tf.ones([channels]),
  );
  const sums: tf.Tensor = tf.engine().runKernel(BATCH_NORM_SUMS, { dy, x, mean: centre });
  const [dySum, productSum] = tf.unstack(sums);
  const r = tf.rsqrt(tf.add(spread, attrs.varianceEpsilon as number));
  const shaped = (value: tf.Tensor, like: tf.Tensor) => tf.reshape(value, like.shape);
  const scaled = tf.mul(factor, r);
  return {
    x: () => tf.mul(dy, scaled),
    mean: () => shaped(tf.neg(tf.mul(scaled, dySum)), mean),
    variance: () => shaped(tf.mul(tf.mul(tf.mul(scaled, tf.square(r)), -0.5), productSum), variance),
    scale: () => tf.mul(r, productSum),
    offset: () => dySum,
  };
};

/** Of a mean over leading axes: `dx = dy / rows`, one row repeated. */
export const mean: FastGradient = (dy, [x], { axis }) => {
  const leading = leadingAxes(x.shape, axis as number[]);
  if (leading === 0) return undefined;
  const rows = tf.util.sizeFromShape(x.shape.slice(0, leading));
  const row = x.shape.map((size, i) => (i < leading ? 1 : size));
  const repeats = x.shape.map((size, i) => (i < leading ? size : 1));
  return { x: () => tf.tile(tf.reshape(tf.div(dy, rows), row), repeats) };
};

/** `dx = 2 * x * dy` in one pass. */
export const square: FastGradient = (dy, [x]) => {
  if (x.dtype !== 'float32') return undefined;
  return { x: () => tf.engine().runKernel(SCALED_PRODUCT, { a: x, b: dy }, { factor: 2 }) };
};
