import * as tf from '@tensorflow/tfjs-core';
import type { LabelledImages } from '@fer/data';
import { saliency } from '@fer/explain';
import type { Preprocessing } from '@fer/models';
import type { EpochCallback } from '@fer/train';
import { imageBatch } from '../figures/image-batch';
import { maxOverChannels } from '../figures/max-over-channels';
import type { RunFolder } from '../run-folder';
import { namesOf, writeEpochMaps } from './epoch-maps';

/** Above this quantile the pixels of a map are alike: single bright ones don't darken the rest. */
const CLIP = 0.995;

/**
 * A callback of `fit` that keeps, after every epoch, what the network looks at in a few fixed faces: `learning/epoch-<n>.json` in
 * the folder, each written whole or not at all, from which a report makes the film of how it learned to look.
 *
 * The map is the saliency of the class that is then the most probable: of each pixel the size of the gradient of its
 * logit, the largest of the channels. It costs two forward passes and a backward one of the faces an epoch, and changes nothing
 * of the training: a run that is resumed keeps what one that never stopped does.
 *
 * @param images the faces, with `ids`, as bytes before `preprocessing`.
 * @example
 * await fit(model, { ...options, callbacks: [keepEpochMaps(nodeRunFolder('runs/mine'), faces, { kind: 'none' })] });
 */
export function keepEpochMaps(
  folder: RunFolder,
  images: LabelledImages,
  preprocessing: Preprocessing,
): EpochCallback {
  const [n, h, w, c] = images.shape;
  const batch = imageBatch(images, preprocessing);
  return async ({ epoch }, { model }) => {
    const slope = await saliency(model, batch);
    const probabilities = tf.tidy(() =>
      (model.predict(tf.tensor4d(batch.data, batch.shape)) as tf.Tensor2D).arraySync(),
    );
    const predicted = Array.from(slope.targets);
    const maps = new Uint8Array(n * h * w);
    const largest = predicted.map((_, i) => {
      const map = maxOverChannels(slope.values.subarray(i * h * w * c, (i + 1) * h * w * c), c);
      const most = map.toSorted()[Math.ceil(CLIP * map.length) - 1] || 1;
      maps.set(
        map.map((value) => Math.round(255 * Math.min(1, value / most))),
        i * h * w,
      );
      return most;
    });
    await writeEpochMaps(folder, {
      epoch,
      ids: namesOf(images),
      predicted,
      probability: predicted.map((k, i) => probabilities[i][k]),
      shape: [n, h, w],
      maps,
      largest,
    });
  };
}
