import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { prepare } from '../common/prepare';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { inputGradients } from './input-gradients';

export interface SaliencyOptions extends AttributionOptions {
  /** `true` (default, as the paper): the size of the gradient; `false`: the signed gradient. */
  absolute?: boolean;
}

/**
 * How much each pixel moves the score: `|dS/dx|`, or `dS/dx` with `absolute: false`.
 *
 * Images `[n, h, w, c]`, values `[n, h, w, c]` in score units per pixel unit. One forward and one backward pass an image.
 * Throws on images that do not fit the model, a target out of range, a score that can't be had.
 * Simonyan et al. 2013, Deep Inside Convolutional Networks, https://arxiv.org/abs/1312.6034
 *
 * @example
 * const map = await saliency(model, { data, shape: [1, 48, 48, 1] });
 * map.values; // Float32Array of 48 * 48
 * map.targets; // the predicted class, as no target was given
 */
export async function saliency(
  model: ExplainableModel,
  images: Images,
  { absolute = true, ...options }: SaliencyOptions = {},
): Promise<Attribution> {
  const prepared = await prepare('saliency', model, images, options);
  const { run, rest } = splitOptions(options);
  const combine = (gradient: tf.Tensor) => (absolute ? tf.abs(gradient) : gradient);
  return inputGradients('saliency', prepared, run, { ...rest, absolute }, combine);
}
