import * as tf from '@tensorflow/tfjs-core';
import { rowSize, type Images, type PlainBatch } from '../common/images';
import { improvingResults, lastResult } from '../common/snapshots';
import type { ExplainableModel } from '../common/subject';
import { rowsOfImages } from '../common/take-rows';
import { dependsOn } from '../graph/evaluate';
import type { CamOptions, WeighedCamAttribution } from './cam-attribution';
import type { CamSubject } from './cam-subject';
import { channelSnapshots, type ChannelMethod, type ChannelPass } from './channel-snapshots';
import { stretchMaps } from './stretch-maps';

const scoreCamMethod: ChannelMethod = {
  name: 'scoreCam',
  attempt: (cam, pass) => ({ xs: maskedInputs(cam, pass) }),
  weigh: (tried) => {
    const highest = Math.max(...tried);
    const exponentials = Array.from(tried, (score) => Math.exp(score - highest));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    return exponentials.map((value) => value / sum);
  },
};

/**
 * Where the channels are active that keep the score high when all else is masked: `sum_k w_k * A_k`,
 * `w = softmax_k S(x * M_k)`, `M_k` the channel stretched to the image (bilinear, aligned corners) and to 0..1.
 *
 * As in pytorch-grad-cam, no baseline's score is taken off. Images `[n, H, W, c]`, values `[n, h, w]` at the layer's
 * resolution, not normalised; `weights` `[n, k]` add up to 1. Of several inputs those are masked that lead to the layer
 * and have as many axes. No gradient; one forward pass for each channel of each image, so slow on wide layers: see
 * `stream`. Errors as `gradCam`.
 * Wang et al. 2020, Score-CAM, https://arxiv.org/abs/1910.01279
 *
 * @example
 * const { values, weights } = await scoreCam(model, images, { layer: 'conv2', batchSize: 64 });
 */
export async function scoreCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<WeighedCamAttribution> {
  return lastResult(channelSnapshots(model, images, options, scoreCamMethod));
}

/**
 * {@link scoreCam} as it improves: after each block of channels the map of the channels tried so far, over which the
 * softmax goes.
 */
export function streamScoreCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): AsyncGenerator<WeighedCamAttribution, void, undefined> {
  return improvingResults(channelSnapshots(model, images, options, scoreCamMethod));
}

function maskedInputs(
  { prepared, graph, id }: CamSubject,
  { images, channels, activations }: ChannelPass,
): tf.Tensor[] {
  const maps = channelMaps(activations, images, channels);
  return prepared.inputs.map((input, i) => {
    const isMasked = input.shape.length === maps.rank && dependsOn(graph, id, graph.inputs[i]);
    if (!isMasked) return rowsOfImages(input, images);
    return tf.mul(rowsOfImages(input, images, { isBroadcast: true }), masks(maps, input.shape.slice(1, -1)));
  });
}

/** Maps `[rows, ..., 1]` as masks `[rows, ...sizes, 1]` within 0..1. */
function masks(maps: tf.Tensor, sizes: readonly number[]): tf.Tensor {
  const stretched = stretchMaps(maps, sizes);
  const flat = tf.reshape(stretched, [maps.shape[0], -1]);
  const low = tf.min(flat, 1, true);
  const range = tf.add(tf.sub(tf.max(flat, 1, true), low), 1e-8);
  return tf.reshape(tf.div(tf.sub(flat, low), range), stretched.shape);
}

/** One channel of one image a row: `[rows, ..., 1]`. */
function channelMaps({ data, shape }: PlainBatch, images: Int32Array, channels: Int32Array): tf.Tensor {
  const count = shape.at(-1)!;
  const places = rowSize(shape) / count;
  const maps = Float32Array.from({ length: images.length * places }, (_, i) => {
    const row = Math.floor(i / places);
    return data[(images[row] * places + (i % places)) * count + channels[row]];
  });
  return tf.tensor(maps, [images.length, ...shape.slice(1, -1), 1]);
}
