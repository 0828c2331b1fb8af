import * as tf from '@tensorflow/tfjs-core';
import { RELU_GRADIENT } from '../kernels/elementwise';
import type { FastGradient } from './fast-gradient';

/** `dx = x > 0 ? dy : slope * dy` in one pass, where TF.js makes a mask and multiplies or selects (ten times as long). */
const reluWith =
  (slopeOf: (attrs: tf.NamedAttrMap) => number): FastGradient =>
  (dy, [x], attrs) => {
    if (x.dtype !== 'float32') return undefined;
    return { x: () => tf.engine().runKernel(RELU_GRADIENT, { dy, x }, { slope: slopeOf(attrs) }) };
  };

export const relu = reluWith(() => 0);

export const leakyRelu = reluWith(({ alpha }) => alpha as number);
