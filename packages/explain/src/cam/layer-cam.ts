import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamAttribution, CamOptions } from './cam-attribution';
import { classActivation } from './class-activation';

/**
 * Activations weighed place by place by the positive gradient, `sum_k relu(dS/dA_k) * A_k`: keeps detail, so early
 * layers can be looked at too.
 *
 * Shapes, cost and errors as `gradCam`.
 * Jiang et al. 2021, LayerCAM, https://ieeexplore.ieee.org/document/9462463
 *
 * @example
 * const { values } = await layerCam(model, images, { layer: 'conv1' });
 */
export async function layerCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<CamAttribution> {
  return classActivation('layerCam', model, images, options, (activations, gradients) => ({
    map: tf.sum(tf.mul(tf.relu(gradients), activations), -1),
  }));
}
