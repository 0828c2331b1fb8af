import type { Images } from '../common/images';
import type { ExplainableModel } from '../common/subject';
import type { CamAttribution, CamOptions } from './cam-attribution';
import { scoresFrom } from './cam-subject';
import { eigenMap } from './eigen-map';

/**
 * What varies most over the image in the layer, whatever the class: the places' activations, less their mean, projected
 * on their first principal component.
 *
 * Values `[n, h, w]` with mean zero, in the layer's unit. A component has no sign: it is turned so that the map goes
 * with the sum of the activations. The target decides only `targetScores`. One forward pass an image and a small
 * eigenvalue problem in float64; no gradient. Errors as `gradCam`.
 * Muhammad and Yeasin 2020, Eigen-CAM, https://arxiv.org/abs/2008.00299
 *
 * @example
 * const { values } = await eigenCam(model, images, { layer: 'conv2' });
 */
export async function eigenCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<CamAttribution> {
  return eigenMap('eigenCam', model, images, options, (cam, { xs, activations, feeds, target }) => ({
    features: activations,
    ...scoresFrom(cam, xs, feeds, target),
  }));
}
