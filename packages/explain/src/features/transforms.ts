import * as tf from '@tensorflow/tfjs-core';
import { multiplyAxes } from './multiply-axes';
import { samplingMatrix } from './resample';

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

/** Enlarges or shrinks the picture about its middle by up to `share` (default 0.1), bilinearly; its edges go on outwards. */
export function scale(share = 0.1): Transform {
  if (!(share >= 0 && share < 1)) throw new Error(`invalid share: ${share} (expected from 0, below 1)`);
  return {
    name: `scale(${share})`,
    apply: (x, random) => {
      const factor = 1 + share * (2 * random() - 1);
      const about = (length: number) => {
        const middle = (length - 1) / 2;
        const places = tf.add(tf.div(tf.sub(tf.range(0, length), middle), factor), middle);
        return samplingMatrix<tf.Tensor2D>(places, length);
      };
      return multiplyAxes(x, about(x.shape[1]!), about(x.shape[2]!));
    },
  };
}

/**
 * Turns the picture about its middle by up to `degrees` (default 5) either way; its edges go on outwards.
 * As three shears, each of which is a matrix product: Paeth 1986, A Fast Algorithm for General Raster Rotation.
 */
export function rotate(degrees = 5): Transform {
  if (!(degrees >= 0 && degrees <= 45)) throw new Error(`invalid degrees: ${degrees} (expected 0..45)`);
  return {
    name: `rotate(${degrees})`,
    apply: (x, random) => {
      const angle = (degrees * (2 * random() - 1) * Math.PI) / 180;
      const turned = (picture: tf.Tensor) => tf.transpose(picture, [0, 2, 1, 3]);
      const once = shear(x, -Math.tan(angle / 2));
      const twice = turned(shear(turned(once), Math.sin(angle)));
      return shear(twice, -Math.tan(angle / 2));
    },
  };
}

/** Reads each row `slope` columns further right for every row below the middle. */
function shear(x: tf.Tensor, slope: number): tf.Tensor {
  const [n, h, w, c] = x.shape;
  const shifts = tf.mul(tf.sub(tf.range(0, h), (h - 1) / 2), slope);
  const places = tf.add(tf.expandDims(shifts, 1), tf.range(0, w));
  const rows = tf.reshape(tf.transpose(x, [1, 0, 3, 2]), [h, n * c, w]);
  const moved = tf.matMul(rows, samplingMatrix<tf.Tensor3D>(places, w), false, true);
  return tf.transpose(tf.reshape(moved, [h, n, c, w]), [1, 0, 3, 2]);
}

/** As a matrix of long rows: TF.js copies a slice row by row. */
function roll(x: tf.Tensor, axis: 1 | 2, by: number): tf.Tensor {
  const [n, h, w, c] = x.shape as [number, number, number, number];
  const [rows, size, step] = axis === 1 ? [n, h, w * c] : [n * h, w, c];
  const cut = (((size - by) % size) + size) % size;
  if (cut === 0) return x;
  const [first, last] = tf.split(tf.reshape(x, [rows, size * step]), [cut * step, (size - cut) * step], 1);
  return tf.reshape(tf.concat([last, first], 1), x.shape);
}
