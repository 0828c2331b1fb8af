import * as tf from '@tensorflow/tfjs-core';
import { cosineBasis } from './cosine-basis';
import { multiplyAxes } from './multiply-axes';

export type ParametrizationName = 'pixels' | 'fourier';

/** What gradient ascent changes in place of the pixels: numbers `[n, h, w, c]` that stand for pictures 0..1 of that shape. */
export interface Parametrization {
  /** Differentiable. */
  toPictures: (numbers: tf.Tensor) => tf.Tensor;
  fromPictures: (pictures: tf.Tensor) => tf.Tensor;
  /** Of noise around grey, as even over the numbers as it is over its pixels. */
  fromNoise: (pictures: tf.Tensor) => tf.Tensor;
  /** The numbers after a step, brought back to those that stand for pictures. */
  constrain: (numbers: tf.Tensor) => tf.Tensor;
  /** Frees what it keeps on the device. */
  dispose: () => void;
}

/**
 * `'pixels'`: the pixels themselves, cut to 0..1.
 *
 * `'fourier'`: `sigmoid(4 Cr^T (s * z) Cc)`, with `C` the cosine basis of rows and columns and weights `s` that fall as
 * 1 / frequency (mean square 1): slow waves grow first and neighbours no longer move alone, so pictures become smooth
 * without a penalty. By matrix products: the FFT of TF.js has no gradient on wasm.
 * Olah, Mordvintsev and Schubert 2017, Feature Visualization, https://distill.pub/2017/feature-visualization
 *
 * Its functions are called inside a tidy; made there, it needs no `dispose`.
 */
export function parametrization(
  name: ParametrizationName,
  [h, w]: readonly [number, number],
): Parametrization {
  if (name === 'pixels') {
    const same = (x: tf.Tensor) => x;
    return {
      toPictures: same,
      fromPictures: same,
      fromNoise: same,
      constrain: (x) => tf.clipByValue(x, 0, 1),
      dispose: () => {},
    };
  }
  return fourier(h, w);
}

/** Sigmoid never reaches black and white: this near to them a picture's numbers end. */
const margin = 0.005;

function fourier(h: number, w: number): Parametrization {
  const rows = tf.tensor2d(cosineBasis(h), [h, h]);
  const columns = tf.tensor2d(cosineBasis(w), [w, w]);
  const weights = tf.tensor4d(frequencyWeights(h, w), [1, h, w, 1]);
  const [rowsBack, columnsBack] = [tf.transpose(rows), tf.transpose(columns)];
  return {
    toPictures: (z) => tf.sigmoid(tf.mul(multiplyAxes(tf.mul(z, weights), rowsBack, columnsBack), 4)),
    fromPictures(x) {
      const inside = tf.clipByValue(x, margin, 1 - margin);
      const logit = tf.div(tf.log(tf.div(inside, tf.sub(1, inside))), 4);
      return tf.div(multiplyAxes(logit, rows, columns), weights);
    },
    fromNoise: (x) => tf.sub(x, 0.5),
    constrain: (z) => z,
    dispose: () => tf.dispose([rows, columns, weights, rowsBack, columnsBack]),
  };
}

/** 1 / frequency of each pair of waves, in cycles a pixel and not below one in the longer side; mean square 1. */
export function frequencyWeights(h: number, w: number): Float32Array {
  const weights = Float32Array.from({ length: h * w }, (_, at) => {
    const frequency = Math.hypot(Math.floor(at / w) / (2 * h), (at % w) / (2 * w));
    return 1 / Math.max(frequency, 1 / Math.max(h, w));
  });
  const meanSquare = weights.reduce((sum, weight) => sum + weight * weight, 0) / weights.length;
  return weights.map((weight) => weight / Math.sqrt(meanSquare));
}
