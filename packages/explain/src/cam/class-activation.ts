import type * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import { mapBatches } from '../common/map-batches';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import {
  camAttribution,
  type CamAttribution,
  type CamOptions,
  type WeighedCamAttribution,
} from './cam-attribution';
import { layerGradient, layerValues, prepareCam, weighChannels } from './cam-subject';

/** What a gradient CAM makes of the layer's activations and gradients, both `[n, ..., channels]`. */
export type Combine = (
  activations: tf.Tensor,
  gradients: tf.Tensor,
) => Weights | { /** `[n, ...]` */ map: tf.Tensor };

interface Weights {
  /** `[n, channels]`. */
  weights: tf.Tensor;
}

/**
 * The flow of the gradient CAMs: forward to the layer, the score's gradient at its output, and `combine` to weights of
 * the channels, by which the activations are summed, or right to maps.
 */
export function classActivation(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: CamOptions,
  combine: (...args: Parameters<Combine>) => Weights,
): Promise<WeighedCamAttribution>;
export function classActivation(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: CamOptions,
  combine: Combine,
): Promise<CamAttribution>;
export async function classActivation(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: CamOptions,
  combine: Combine,
): Promise<CamAttribution> {
  const cam = await prepareCam(method, model, images, options);
  const { n, target, rows } = cam.prepared;
  const { map, weights, scores, targets } = await mapBatches(n, splitOptions(options).run, (start, size) => {
    const xs = rows(start, size);
    const { activations, feeds } = layerValues(cam, xs);
    const picked = layerGradient(cam, xs, feeds, targetRows(target, start, size));
    const combined = combine(activations, picked.gradient);
    return {
      ...('weights' in combined
        ? { ...combined, map: weighChannels(combined.weights, activations) }
        : combined),
      scores: picked.scores,
      targets: picked.targets,
    };
  });
  return camAttribution(cam, options, {
    values: map.data,
    shape: map.shape,
    weights: weights?.data,
    scores: scores.data,
    targets: targets.data,
  });
}
