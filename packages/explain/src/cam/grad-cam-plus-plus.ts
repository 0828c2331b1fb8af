import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamOptions, WeighedCamAttribution } from './cam-attribution';
import { placeAxes } from './cam-subject';
import { classActivation } from './class-activation';

/**
 * Grad-CAM in which each place of a channel counts by how much it adds, so that several objects of a class all show:
 * `sum_k w_k * A_k`, `w_k = sum_hw(relu(g) * a)`, `a = g^2 / (2 g^2 + g^3 sum_hw(A_k) + 1e-6)`, `g = dS/dA_k`.
 *
 * As in pytorch-grad-cam, `g` is the gradient of the score as asked, by default of the logit, with no `exp` around it.
 * Shapes, cost and errors as `gradCam`; `weights` `[n, k]`, none negative unless `sum_hw(A_k)` is.
 * Chattopadhay et al. 2017, Grad-CAM++, https://arxiv.org/abs/1710.11063
 *
 * @example
 * const { values, weights } = await gradCamPlusPlus(model, images, { layer: 'conv2' });
 */
export async function gradCamPlusPlus(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<WeighedCamAttribution> {
  return classActivation('gradCamPlusPlus', model, images, options, (activations, g) => {
    const places = placeAxes(activations);
    const square = tf.square(g);
    const cubic = tf.mul(tf.sum(activations, places, true), tf.mul(square, g));
    const denominator = tf.add(tf.add(tf.mul(2, square), cubic), 1e-6);
    return { weights: tf.sum(tf.mul(tf.relu(g), tf.div(square, denominator)), places) };
  });
}
