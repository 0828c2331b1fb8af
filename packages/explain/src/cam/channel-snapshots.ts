import * as tf from '@tensorflow/tfjs-core';
import { breathe, throwIfAborted } from '../common/abort';
import { rowSize, type Images, type PlainBatch } from '../common/images';
import { mapBatches, readAndDispose } from '../common/map-batches';
import { checkedBatchSize } from '../common/options';
import { ranges, type Range } from '../common/samples';
import type { Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { repeatTarget, targetRows } from '../common/target';
import type { ValueId } from '../graph/step';
import { camAttribution, type CamOptions } from './cam-attribution';
import { prepareCam, scoresFrom, valuesInside, type CamSubject } from './cam-subject';

/** One pass: each of these channels is tried on each of these images. */
export interface ChannelPass {
  images: Range;
  channels: Range;
  /** What the layer put out for all images. */
  activations: PlainBatch;
  /** The other values that were asked for, of all images, where they are one an image. */
  beside: ReadonlyMap<ValueId, PlainBatch>;
}

/** What is special to a method that runs the model once a channel. */
export interface ChannelMethod {
  name: string;
  /** Values inside the model that a pass needs besides the layer's. */
  beside?: (cam: CamSubject) => readonly ValueId[];
  /**
   * What the model is run on: rows channel by channel, so that row = channel * images + image. Called in a tidy.
   */
  attempt: (cam: CamSubject, pass: ChannelPass) => { xs: tf.Tensor[]; feeds?: Map<ValueId, tf.Tensor> };
  /** The weights of an image's channels from its scores with each of them tried and its own score. */
  weigh: (tried: Float32Array, score: number) => ArrayLike<number>;
  warnings?: (scores: Float32Array) => string[];
}

/**
 * The flow of the CAMs without gradients: the model's score with each channel tried alone becomes the channel's weight.
 * At most `batchSize` rows a pass. Between passes nothing is on the device: the layer's output of all images is kept as
 * plain data. A snapshot after each block of channels.
 */
export async function* channelSnapshots(
  model: ExplainableModel,
  images: Images,
  options: CamOptions,
  { name, beside, attempt, weigh, warnings }: ChannelMethod,
): AsyncGenerator<Snapshot, void, undefined> {
  const cam = await prepareCam(name, model, images, options);
  const { n, target, rows } = cam.prepared;
  const { run } = splitOptions(options);
  const ids = beside?.(cam) ?? [];
  const first = await mapBatches(n, { ...run, onProgress: undefined }, (start, size) => {
    const xs = rows(start, size);
    const [activations, ...others] = valuesInside(cam, xs, [cam.id, ...ids]);
    const feeds = new Map([[cam.id, activations], ...others.map((value, i) => [ids[i], value] as const)]);
    const perImage = others.flatMap((value, i): [string, tf.Tensor][] =>
      isPerImage(value, size) ? [[`beside${ids[i]}`, tf.clone(value)]] : [],
    );
    return {
      activations: tf.clone(activations),
      ...scoresFrom(cam, xs, feeds, targetRows(target, start, size)),
      ...Object.fromEntries(perImage),
    };
  });
  const { activations, scores, targets } = first;
  const held = new Map(ids.flatMap((id) => (`beside${id}` in first ? [[id, first[`beside${id}`]]] : [])));
  const fixed = typeof target === 'function' ? target : Int32Array.from(targets.data);

  const count = activations.shape.at(-1)!;
  const tried = new Float32Array(n * count);
  const blocks = ranges(n, checkedBatchSize(run));
  const perPass = Math.max(1, Math.floor(checkedBatchSize(run) / blocks[0].size));
  let done = 0;
  for (const channels of ranges(count, perPass)) {
    for (const block of blocks) {
      await breathe(run.signal);
      const rowScores = tf.tidy(() => {
        const pass = { images: block, channels, activations, beside: held };
        const { xs, feeds } = attempt(cam, pass);
        const rowTarget = repeatTarget(targetRows(fixed, block.start, block.size), channels.size);
        return { scores: scoresFrom(cam, xs, feeds ?? new Map(), rowTarget).scores };
      });
      const read = await readAndDispose(rowScores);
      read.scores.data.forEach((score, row) => {
        const image = block.start + (row % block.size);
        tried[image * count + channels.start + Math.floor(row / block.size)] = score;
      });
      done += block.size * channels.size;
      throwIfAborted(run.signal);
      run.onProgress?.({ done, total: n * count });
    }
    const seen = channels.start + channels.size;
    const progress = { done: seen, total: count };
    const attribution = () => {
      const weights = new Float32Array(n * count);
      for (let image = 0; image < n; image++) {
        const own = tried.subarray(image * count, image * count + seen);
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
