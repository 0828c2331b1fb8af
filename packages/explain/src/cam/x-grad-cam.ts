import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamOptions, WeighedCamAttribution } from './cam-attribution';
import { placeAxes } from './cam-subject';
import { classActivation } from './class-activation';

/**
 * Grad-CAM whose channel weights average the gradient where the channel is active, so that the map adds up to the sum
 * of gradient times activation: `sum_k w_k * A_k`, `w_k = sum_hw(g_k A_k) / (sum_hw(A_k) + 1e-7)`, `g = dS/dA`.
 *
 * Shapes, cost and errors as `gradCam`; `weights` `[n, k]`. Meant for a layer after its ReLU: where the activations of
 * a channel cancel out, its weight has no bounds.
 * Fu et al. 2020, Axiom-based Grad-CAM, https://arxiv.org/abs/2008.02312
 *
 * @example
 * const { values } = await xGradCam(model, images, { layer: 'relu2' });
 */
export async function xGradCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<WeighedCamAttribution> {
  return classActivation('xGradCam', model, images, options, (activations, gradients) => {
    const places = placeAxes(activations);
    const total = tf.add(tf.sum(activations, places), 1e-7);
    return { weights: tf.div(tf.sum(tf.mul(gradients, activations), places), total) };
  });
}
