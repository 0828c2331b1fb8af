import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import type { ExplainableModel } from '../common/subject';
import { classActivation } from './class-activation';

export interface GradCamOptions extends AttributionOptions {
  /** Layer whose output is weighed. Default: the last convolution-like layer, with a warning that it was guessed. */
  layer?: string;
  /** `true` drops the negative part of the map. Default `false`: raw signed values. */
  relu?: boolean;
}

/**
 * Where the channels that raise the score are active: `sum_k mean_hw(dS/dA_k) * A_k`, `A` the layer's output.
 *
 * Images `[n, H, W, c]`, values `[n, h, w]` at the layer's resolution, not normalised; see `upsampleMap`.
 * One forward pass and one backward pass from the score to the layer, an image.
 * Throws on an unknown layer (the error lists the names) and on one whose output is no feature map.
 * Selvaraju et al. 2016, Grad-CAM, https://arxiv.org/abs/1610.02391
 *
 * @example
 * const cam = await gradCam(model, images, { layer: 'conv2', relu: true });
 * const overlay = upsampleMap(cam, [48, 48]);
 */
export async function gradCam(
  model: ExplainableModel,
  images: Images,
  options: GradCamOptions = {},
): Promise<Attribution> {
  return classActivation('gradCam', model, images, options, (activations, gradients) => {
    const weights = tf.mean(gradients, [1, 2], true);
    return tf.sum(tf.mul(weights, activations), 3);
  });
}
