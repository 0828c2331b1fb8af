import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images, PlainBatch } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import { mapBatches } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { scoreGradient } from '../common/score-gradient';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import { noReluWarnings } from '../gradient/relu-gradients';
import { guided } from '../rules/guided';
import { layerGradient, layerValues, placeAxes, prepareCam, weighChannels } from './cam-subject';
import { upsampleMap } from './upsample-map';

export interface GuidedGradCamOptions extends AttributionOptions {
  /** Layer of the map. Default: the last convolution-like layer, with a warning that it was guessed. */
  layer?: string;
  /**
   * How the map is brought to the size of the image: `'nearest'` (default, as Captum: pixel `i` of `H` takes the map's
   * `floor(i h / H)`) or `'bilinear'` (half-pixel centres).
   */
  interpolation?: 'nearest' | 'bilinear';
}

/**
 * Guided backprop where Grad-CAM looks: `guidedBackprop * upsample(max(0, gradCam))`.
 *
 * Images and values `[n, h, w, c]`, signed. Of a model with several inputs, each is multiplied by the map at its size.
 * One forward pass and one backward pass to the input, and one of each between the layer and the score, an image.
 * Throws on an unknown layer, on one whose output is no feature map `[n, h, w, channels]`, and on inputs that are no
 * images.
 * Selvaraju et al. 2016, Grad-CAM, https://arxiv.org/abs/1610.02391
 *
 * @example
 * const { values } = await guidedGradCam(model, images, { layer: 'conv2', interpolation: 'bilinear' });
 */
export async function guidedGradCam(
  model: ExplainableModel,
  images: Images,
  options: GuidedGradCamOptions = {},
): Promise<Attribution> {
  const { layer: _, interpolation = 'nearest', ...general } = options;
  if (interpolation !== 'nearest' && interpolation !== 'bilinear') {
    throw new Error(`invalid interpolation: ${String(interpolation)} (expected 'bilinear' or 'nearest')`);
  }
  const cam = await prepareCam('guidedGradCam', model, images, options);
  const { prepared, call } = cam;
  const { subject, inputs, n, score } = prepared;
  const { run, rest } = splitOptions(general);
  const results = await mapBatches(n, run, (start, size) => {
    const xs = prepared.rows(start, size);
    const target = targetRows(prepared.target, start, size);
    const { activations, feeds } = layerValues(cam, xs);
    const { gradient, scores, targets } = layerGradient(cam, xs, feeds, target);
    const weights = tf.mean(gradient, placeAxes(activations));
    const guides = scoreGradient(subject, xs, { target, score, rule: guided }).gradients;
    return {
      ...(Object.fromEntries(guides.map((guide, i) => [`guide${i}`, guide])) as Record<string, tf.Tensor>),
      map: tf.relu(weighChannels(weights, activations)),
      scores,
      targets,
    };
  });
  const values = inputs.map((_input, i) => spreadMap(results[`guide${i}`], results.map, interpolation));
  return inputAttribution(
    'guidedGradCam',
    prepared,
    { ...rest, layer: call.name, interpolation },
    {
      values,
      scores: results.scores.data,
      targets: results.targets.data,
      warnings: [...cam.notes, ...noReluWarnings(subject)],
    },
  );
}

/** Every channel of `guide` `[n, H, W, c]` times the map `[n, h, w]` at that size. */
function spreadMap(guide: PlainBatch, map: PlainBatch, interpolation: 'nearest' | 'bilinear'): Float32Array {
  const [, height, width, channels] = guide.shape;
  const { values: large } = upsampleMap({ values: map.data, shape: map.shape }, [height, width], {
    interpolation,
  });
  return guide.data.map((value, k) => value * large[Math.floor(k / channels)]);
}
