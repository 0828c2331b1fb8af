import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamOptions, WeighedCamAttribution } from './cam-attribution';
import { placeAxes } from './cam-subject';
import { classActivation } from './class-activation';

/**
 * Where the channels that raise the score are active: `sum_k w_k * A_k` with `w_k = mean_hw(dS/dA_k)`, `A` the layer's
 * output.
 *
 * Images `[n, H, W, c]`, values `[n, h, w]` at the layer's resolution, not normalised; see `upsampleMap`. `weights`
 * `[n, k]`. Layers over time or a volume give `[n, t]` or `[n, d, h, w]`.
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
  options: CamOptions = {},
): Promise<WeighedCamAttribution> {
  return classActivation('gradCam', model, images, options, (activations, gradients) => ({
    weights: tf.mean(gradients, placeAxes(activations)),
  }));
}
