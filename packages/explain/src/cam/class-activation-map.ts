import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import { mapBatches } from '../common/map-batches';
import { scoreGradient } from '../common/score-gradient';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import { camAttribution, type CamOptions, type WeighedCamAttribution } from './cam-attribution';
import { prepareCam, valuesInside, weighChannels } from './cam-subject';
import { globalPooling } from './pooled-layer';

/**
 * The original class activation map: `sum_k w_k * A_k`, `A` what the model pools and `w` the weights by which the pooled
 * channels enter the class' logit.
 *
 * Only for models that end in convolution, global average pooling and one dense layer (or none: then each class is a
 * channel), with or without softmax or sigmoid; any other is an error that says what was met. Dropout, batch
 * normalisation and reshaping in between are taken into account.
 * Images `[n, H, W, c]`, values `[n, h, w]` in logit units: their mean over places is the logit without its bias.
 * `weights` `[n, k]`. `layer` need not be given, nor is it guessed. One forward pass an image and the gradient of the
 * last layers. The score is the logit.
 * Zhou et al. 2016, Learning Deep Features for Discriminative Localization, https://arxiv.org/abs/1512.04150
 *
 * @example
 * const { values, weights } = await classActivationMap(model, images, { target: 3 });
 */
export async function classActivationMap(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<WeighedCamAttribution> {
  const cam = await prepareCam('classActivationMap', model, images, options);
  const { subject, n, target, score, rows } = cam.prepared;
  const [pooledId] = globalPooling(cam.graph, subject.headValue!).outputs;
  const { map, weights, scores, targets } = await mapBatches(n, splitOptions(options).run, (start, size) => {
    const xs = rows(start, size);
    const [activations, pooled] = valuesInside(cam, xs, [cam.id, pooledId]);
    const at = { id: pooledId, value: pooled };
    // All that follows is linear, so the gradient is the weights.
    const picked = scoreGradient(subject, xs, { target: targetRows(target, start, size), score, at });
    const weight = tf.reshape(picked.gradients[0], [size, pooled.shape.at(-1)!]);
    return {
      map: weighChannels(weight, activations),
      weights: weight,
      scores: picked.scores,
      targets: picked.targets,
    };
  });
  return camAttribution(cam, options, {
    values: map.data,
    shape: map.shape,
    weights: weights.data,
    scores: scores.data,
    targets: targets.data,
  });
}
