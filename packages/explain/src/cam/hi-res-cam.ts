import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamAttribution, CamOptions } from './cam-attribution';
import { classActivation } from './class-activation';

/**
 * Gradient times activation summed over channels, `sum_k dS/dA_k * A_k`: shows only places that the score was computed
 * from. Where nothing but a linear layer follows, the map adds up to the score without its bias.
 *
 * Shapes, cost and errors as `gradCam`.
 * Draelos and Carin 2020, HiResCAM, https://arxiv.org/abs/2011.08891
 *
 * @example
 * const { values } = await hiResCam(model, images, { layer: 'conv2' });
 */
export async function hiResCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<CamAttribution> {
  return classActivation('hiResCam', model, images, options, (activations, gradients) => ({
    map: tf.sum(tf.mul(gradients, activations), -1),
  }));
}
