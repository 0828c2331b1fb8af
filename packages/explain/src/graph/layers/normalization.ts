import * as tf from '@tensorflow/tfjs-core';
import { pointwise } from '../axis-window';
import { batchNorm } from '../batch-norm';
import type { LayerFields, LayerRule } from './layer-part';

export const normalization: Record<string, LayerRule> = {
  BatchNormalization: ({ fields, outputRank }) => {
    const { axis, epsilon, gamma, beta, movingMean, movingVariance } = fields;
    // Over another axis than the last one TF.js' own result depends on the backend.
    if (axis !== -1 && axis !== outputRank - 1) return undefined;
    const statistics = () => ({
      mean: movingMean!.read(),
      variance: movingVariance!.read(),
      scale: gamma?.read(),
      offset: beta?.read(),
      epsilon: epsilon!,
    });
    return [{ op: 'linear', compute: ([x]) => [batchNorm(x, statistics)] }];
  },
  LayerNormalization: ({ fields, outputRank }) => {
    const isByPlace = [fields.axis!].flat().every((axis) => axis === -1 || axis === outputRank - 1);
    const windows = isByPlace ? { windows: pointwise(outputRank - 2) } : {};
    return [{ op: 'opaque', compute: ([x]) => [layerNorm(x, fields)], ...windows }];
  },
};

/** By plain ops: the gradient of the layer itself fails without a scale or an offset. */
function layerNorm(x: tf.Tensor, { axis, epsilon, gamma, beta }: LayerFields): tf.Tensor {
  const axes = [axis!].flat();
  const shape = x.shape.map((size, i) => (axes.includes(i) ? size : 1));
  const centred = tf.sub(x, tf.mean(x, axes, true));
  const variance = tf.mean(tf.square(centred), axes, true);
  const normed = tf.mul(centred, tf.rsqrt(tf.add(variance, epsilon!)));
  const scaled = gamma ? tf.mul(normed, tf.reshape(gamma.read(), shape)) : normed;
  return beta ? tf.add(scaled, tf.reshape(beta.read(), shape)) : scaled;
}
