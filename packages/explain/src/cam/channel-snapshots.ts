import * as tf from '@tensorflow/tfjs-core';
import { breathe, throwIfAborted } from '../common/abort';
import { rowSize, type Images, type PlainBatch } from '../common/images';
import { mapBatches, readAndDispose } from '../common/map-batches';
import { checkedBatchSize } from '../common/options';
import { ranges } from '../common/samples';
import type { Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import type { ValueId } from '../graph/step';
import { camAttribution, type CamOptions, type WeighedCamAttribution } from './cam-attribution';
import { layerValues, prepareCam, scoresFrom, type CamSubject } from './cam-subject';

/** One pass: each row is an image with one of the channels tried on it. */
export interface ChannelPass {
  images: Int32Array;
  channels: Int32Array;
  /** What the layer put out for all images. */
  activations: PlainBatch;
  /** The values that the steps behind the layer read from elsewhere, of all images. */
  beside: ReadonlyMap<ValueId, PlainBatch>;
}

/** What is special to a method that runs the model once a channel. */
export interface ChannelMethod {
  name: string;
  /** What the model is run on, a row each. Called in a tidy. */
  attempt: (cam: CamSubject, pass: ChannelPass) => { xs: tf.Tensor[]; feeds?: Map<ValueId, tf.Tensor> };
  /** The weights of an image's channels from its scores with each of them tried and its own score. */
  weigh: (tried: Float32Array, score: number) => ArrayLike<number>;
  warnings?: (scores: Float32Array) => string[];
}

/**
 * The flow of the CAMs without gradients: the model's score with each channel tried alone becomes the channel's weight.
 * The passes are full: `batchSize` rows, whatever the number of images. Between passes nothing is on the device: what
 * the layer puts out for the images is kept as plain data. A snapshot whenever all images have got another channel.
 */
export async function* channelSnapshots(
  model: ExplainableModel,
  images: Images,
  options: CamOptions,
  { name, attempt, weigh, warnings }: ChannelMethod,
): AsyncGenerator<Snapshot<WeighedCamAttribution>, void, undefined> {
  const cam = await prepareCam(name, model, images, options);
  const { n, target } = cam.prepared;
  const { run } = splitOptions(options);
  const { activations, scores, targets, ...others } = await atLayer(cam, options);
  const beside = new Map(Object.entries(others).map(([key, batch]) => [Number(key.slice(6)), batch]));

  const count = activations.shape.at(-1)!;
  const tried = new Float32Array(n * count);
  let seen = 0;
  for (const { start, size } of ranges(n * count, checkedBatchSize(run))) {
    await breathe(run.signal);
    // Channel by channel over all images.
    const rowImages = Int32Array.from({ length: size }, (_, row) => (start + row) % n);
    const channels = Int32Array.from({ length: size }, (_, row) => Math.floor((start + row) / n));
    const rowScores = tf.tidy(() => {
      const { xs, feeds } = attempt(cam, { images: rowImages, channels, activations, beside });
      const rowTarget = typeof target === 'function' ? target : rowImages.map((image) => targets.data[image]);
      return { scores: scoresFrom(cam, xs, feeds ?? new Map(), rowTarget).scores };
    });
    const read = await readAndDispose(rowScores);
    read.scores.data.forEach((score, row) => (tried[rowImages[row] * count + channels[row]] = score));
    throwIfAborted(run.signal);
    run.onProgress?.({ done: start + size, total: n * count });
    const whole = Math.floor((start + size) / n);
    if (whole === seen) continue;
    seen = whole;
    const progress = { done: seen, total: count };
    const attribution = () => {
      const weights = new Float32Array(n * count);
      for (let image = 0; image < n; image++) {
        const own = tried.subarray(image * count, image * count + progress.done);
        weights.set(weigh(own, scores.data[image]), image * count);
      }
      const result = camAttribution(cam, options, {
        values: weighedSum(weights, activations),
        shape: activations.shape.slice(0, -1),
        weights,
        scores: scores.data,
        targets: targets.data,
        warnings: warnings?.(scores.data),
        progress,
      });
      return Promise.resolve(result);
    };
    yield { progress, attribution };
    throwIfAborted(run.signal);
  }
}

/** Scores, targets, the layer's output and, as `beside<id>`, what its followers read from elsewhere, as plain data. */
function atLayer(cam: CamSubject, options: CamOptions): Promise<Record<string, PlainBatch>> {
  const { n, target, rows } = cam.prepared;
  const { run } = splitOptions(options);
  return mapBatches(n, { ...run, onProgress: undefined }, (start, size) => {
    const xs = rows(start, size);
    const { activations, feeds } = layerValues(cam, xs);
    const beside = cam.beside.flatMap((id): [string, tf.Tensor][] => {
      const value = feeds.get(id)!;
      return isPerImage(value, size) ? [[`beside${id}`, tf.clone(value)]] : [];
    });
    return {
      activations: tf.clone(activations),
      ...scoresFrom(cam, xs, feeds, targetRows(target, start, size)),
      ...Object.fromEntries(beside),
    };
  });
}

/** A shape, or a number for all images, is computed again in every pass. */
function isPerImage(value: tf.Tensor, size: number): boolean {
  return value.rank > 1 && value.shape[0] === size && value.dtype === 'float32';
}

/** `sum_k weights[n, k] * activations[n, ..., k]` of plain data. */
function weighedSum(weights: Float32Array, { data, shape }: PlainBatch): Float32Array {
  const count = shape.at(-1)!;
  const places = rowSize(shape) / count;
  const maps = new Float32Array(shape[0] * places);
  for (let i = 0; i < maps.length; i++) {
    const image = Math.floor(i / places);
    let sum = 0;
    for (let k = 0; k < count; k++) sum += weights[image * count + k] * data[i * count + k];
    maps[i] = sum;
  }
  return maps;
}
