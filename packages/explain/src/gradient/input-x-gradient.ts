import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { prepare } from '../common/prepare';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { inputGradients } from './input-gradients';

export type InputXGradientOptions = AttributionOptions;

/**
 * Each pixel's share of the score by its own size: `x * dS/dx`. Exact for a linear model without bias.
 *
 * Images and values `[n, h, w, c]`, signed, in score units. One forward and one backward pass an image.
 * Shrikumar et al. 2016, Not Just a Black Box, https://arxiv.org/abs/1605.01713
 *
 * @example
 * const { values } = await inputXGradient(model, images, { target: 3 });
 */
export async function inputXGradient(
  model: ExplainableModel,
  images: Images,
  options: InputXGradientOptions = {},
): Promise<Attribution> {
  const prepared = await prepare('inputXGradient', model, images, options);
  const { run, rest } = splitOptions(options);
  return inputGradients('inputXGradient', prepared, run, rest, (gradient, input) => tf.mul(gradient, input));
}
