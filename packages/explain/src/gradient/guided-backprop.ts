import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import type { ExplainableModel } from '../common/subject';
import { guided } from '../rules/guided';
import { reluGradients } from './relu-gradients';

export type GuidedBackpropOptions = AttributionOptions;

/**
 * The gradient of the score with only positive parts let back through every relu: `relu(dy) * (x > 0)`.
 *
 * Plain relus alone are changed, layers and activations inside layers, as in Captum: leaky, clipped (relu6) and smooth
 * activations keep their gradient, and a model without a plain relu gets a warning, as its values are the gradient.
 * Images and values `[n, h, w, c]`, signed, in score units per pixel unit. One forward and one backward pass an image.
 * Throws for a function, whose layers can't be seen.
 * Springenberg et al. 2014, Striving for Simplicity, https://arxiv.org/abs/1412.6806
 *
 * @example
 * const { values } = await guidedBackprop(model, images, { target: 3 });
 */
export async function guidedBackprop(
  model: ExplainableModel,
  images: Images,
  options: GuidedBackpropOptions = {},
): Promise<Attribution> {
  return reluGradients('guidedBackprop', model, images, options, guided);
}
