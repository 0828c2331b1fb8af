import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { mapBatches } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import { saturationWarnings } from '../common/warnings';
import { layerAttribution, prepareLayer } from './prepared-layer';

export interface LayerGradientXActivationOptions extends AttributionOptions {
  /** Name of the layer, with the path of nested models; `name@k` is the k-th call of a shared layer. */
  layer: string;
}

/**
 * Each unit's share of the score, to first order: `A * dS/dA`, `A` the layer's output.
 *
 * Images `[n, ...]`, values in the layer's shape `[n, ...]`, signed, in score units. One forward pass and one backward
 * pass from the score to the layer, an image. The inputs need no gradient: it works at an embedding, too.
 * Throws on an unknown layer (the error lists the names) and on one that does not lead to the score.
 * Shrikumar et al. 2016, Not Just a Black Box, https://arxiv.org/abs/1605.01713
 *
 * @example
 * const { values, shape } = await layerGradientXActivation(model, images, { layer: 'conv2' });
 * shape; // [n, 24, 24, 64]
 */
export async function layerGradientXActivation(
  model: ExplainableModel,
  images: Images,
  options: LayerGradientXActivationOptions,
): Promise<Attribution> {
  const prepared = await prepareLayer('layerGradientXActivation', model, images, options);
  const { run, rest } = splitOptions(options);
  const { values, scores, targets } = await mapBatches(prepared.n, run, (start, size) => {
    const xs = prepared.rows(start, size);
    const activations = prepared.activations(xs);
    const target = targetRows(prepared.target, start, size);
    const { gradient, ...picked } = prepared.gradientAt(xs, activations, target);
    return { values: tf.mul(gradient, activations), ...picked };
  });
  return layerAttribution('layerGradientXActivation', prepared, rest, {
    values,
    scores: scores.data,
    targets: targets.data,
    warnings: saturationWarnings(prepared.score, scores.data, targets.data),
  });
}
