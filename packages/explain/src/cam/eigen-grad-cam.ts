import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamAttribution, CamOptions } from './cam-attribution';
import { layerGradient } from './cam-subject';
import { eigenMap } from './eigen-map';

/**
 * What varies most over the image in gradient times activation, so Eigen-CAM of a class: the places' `dS/dA * A`, less
 * their mean, projected on their first principal component.
 *
 * Values `[n, h, w]` with mean zero, in score units. A component has no sign: it is turned so that the map goes with
 * `sum_k dS/dA_k * A_k`, the HiResCAM. Cost and errors as `gradCam`, and a small eigenvalue problem in float64.
 * `EigenGradCAM` of pytorch-grad-cam, after Eigen-CAM, https://arxiv.org/abs/2008.00299
 *
 * @example
 * const { values } = await eigenGradCam(model, images, { layer: 'conv2' });
 */
export async function eigenGradCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<CamAttribution> {
  return eigenMap('eigenGradCam', model, images, options, (cam, { xs, activations, feeds, target }) => {
    const { gradient, scores, targets } = layerGradient(cam, xs, feeds, target);
    return { features: tf.mul(gradient, activations), scores, targets };
  });
}
