import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import { lastResult } from '../common/snapshots';
import type { ExplainableModel } from '../common/subject';
import { rowsOfImages } from '../common/take-rows';
import type { ValueId } from '../graph/step';
import { aboutImages } from '../common/warnings';
import type { CamOptions, WeighedCamAttribution } from './cam-attribution';
import type { CamSubject } from './cam-subject';
import { channelSnapshots, type ChannelMethod, type ChannelPass } from './channel-snapshots';

const ablationCamMethod: ChannelMethod = {
  name: 'ablationCam',
  attempt: ablated,
  weigh: (tried, score) => Array.from(tried, (without) => (score === 0 ? 0 : (score - without) / score)),
  warnings: (scores) => {
    const which = (found: (score: number) => boolean) =>
      Array.from(scores.keys()).filter((image) => found(scores[image]));
    return [
      ...aboutImages(
        which((score) => score === 0),
        'the score is 0, so its drop is no share of it: the weights are 0',
      ),
      ...aboutImages(
        which((score) => score < 0),
        'the score is negative, so channels that raise it get negative weights',
      ),
    ];
  },
};

/**
 * Where the channels are active without which the score drops: `sum_k w_k * A_k`, `w_k = (S - S_k) / S`, `S_k` the score
 * with channel `k` of the layer set to zero.
 *
 * Images `[n, H, W, c]`, values `[n, h, w]` at the layer's resolution, not normalised; `weights` `[n, k]` are shares of
 * the score, and turn their sign where it is negative (a warning says so). No gradient; for each channel of each image
 * one pass of the network behind the layer. Errors as `gradCam`.
 * Desai and Ramaswamy 2020, Ablation-CAM, https://openaccess.thecvf.com/content_WACV_2020/html/Desai_Ablation-CAM_Visual_Explanations_for_Deep_Convolutional_Network_via_Gradient-free_Localization_WACV_2020_paper.html
 *
 * @example
 * const { values, weights } = await ablationCam(model, images, { layer: 'conv2' });
 */
export async function ablationCam(
  model: ExplainableModel,
  images: Images,
  options: CamOptions = {},
): Promise<WeighedCamAttribution> {
  return lastResult(channelSnapshots(model, images, options, ablationCamMethod));
}

function ablated(
  { prepared, id, beside: read }: CamSubject,
  { images, channels, activations, beside }: ChannelPass,
): { xs: tf.Tensor[]; feeds: Map<ValueId, tf.Tensor> } {
  const rows = rowsOfImages(activations, images, { isBroadcast: true });
  const count = activations.shape.at(-1)!;
  const off = tf.cast(tf.oneHot(tf.tensor1d(channels, 'int32'), count), 'float32');
  const keep = tf.reshape(tf.sub(1, off), [images.length, 1, count]);
  const zeroed = tf.mul(tf.reshape(rows, [rows.shape[0], -1, count]), keep);
  const feeds = new Map([[id, tf.reshape(zeroed, [images.length, ...rows.shape.slice(1)])]]);
  for (const [other, batch] of beside) feeds.set(other, rowsOfImages(batch, images));
  // Mostly nothing reads the inputs: all that comes from them is fed.
  const isFed = read.every((other) => beside.has(other));
  const xs = prepared.inputs.map((input) =>
    isFed ? tf.zeros([images.length, 1]) : rowsOfImages(input, images),
  );
  return { xs, feeds };
}
