import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import type { ExplainableModel } from '../common/subject';
import { deconvolved } from '../rules/guided';
import { reluGradients } from './relu-gradients';

export type DeconvnetOptions = AttributionOptions;

/**
 * The network run backwards: the gradient of the score where every relu passes back the positive part of what comes,
 * `relu(dy)`, whether it was open or not.
 *
 * Plain relus alone are changed, layers and activations inside layers, as in Captum: leaky, clipped (relu6) and smooth
 * activations keep their gradient, and a model without a plain relu gets a warning, as its values are the gradient.
 * Max-pooling hands back to the first largest element of a window, also of one that is all zeros.
 * Images and values `[n, h, w, c]`, signed, in score units per pixel unit. One forward and one backward pass an image.
 * Throws for a function, whose layers can't be seen.
 * Zeiler and Fergus 2013, Visualizing and Understanding Convolutional Networks, https://arxiv.org/abs/1311.2901
 *
 * @example
 * const { values } = await deconvnet(model, images, { target: 3 });
 */
export async function deconvnet(
  model: ExplainableModel,
  images: Images,
  options: DeconvnetOptions = {},
): Promise<Attribution> {
  return reluGradients('deconvnet', model, images, options, deconvolved);
}
