import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamAttribution, CamOptions } from './cam-attribution';
import { classActivation } from './class-activation';

/**
 * HiResCAM of what speaks for the score alone: `sum_k relu(dS/dA_k * A_k)`, never negative.
 *
 * Shapes, cost and errors as `gradCam`. `GradCAMElementWise` of pytorch-grad-cam,
 * https://github.com/jacobgil/pytorch-grad-cam
 *
 * @example
 * const { values } = await elementWiseCam(model, images, { layer: 'conv2' });
 */
export async function elementWiseCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<CamAttribution> {
  return classActivation('elementWiseCam', model, images, options, (activations, gradients) => ({
    map: tf.sum(tf.relu(tf.mul(gradients, activations)), -1),
  }));
}
