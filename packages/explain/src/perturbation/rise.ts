import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import { readAndDispose } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { ranges, type Range } from '../common/samples';
import { improvingResults, lastResult, type Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from './black-box';
import { imageInputs, spreadOverInputs } from './image-inputs';
import { maskPixels } from './masked-rows';
import { perturbedScores } from './perturbed-scores';
import { prepareBlackBox } from './predictor';
import { riseMasks, type RiseMasks } from './rise-masks';

export interface RiseOptions extends AttributionOptions {
  /** How many masks. Default 1000. */
  masks?: number;
  /** Cells along each axis of the grid that masks are stretched from, or one number for both. Default 7, as in the paper. */
  grid?: number | readonly [rows: number, columns: number];
  /** The chance of a cell to be shown, above 0 and at most 1. Default 0.5. */
  keep?: number;
}

/**
 * How high the score is when a pixel is shown: `sum_i m_i * S(x * m_i) / (masks * keep)` over smooth random masks `m_i`.
 *
 * A mask is a grid of 7 x 7 cells, each shown with chance `keep` (0.5), stretched bilinearly and shifted at random by less
 * than a cell. The score is the probability unless asked otherwise. Values are not centred: a map lies around the mean
 * score of the masked images and only its differences tell. Images `[n, h, w, c]`, values the same (equal over the
 * channels), in units of the score; hidden is 0. No gradient; one forward pass a mask and one more; see `stream`. The same
 * masks for every image. Throws on options out of range.
 * Petsiuk et al. 2018, RISE: randomized input sampling for explanation, https://arxiv.org/abs/1806.07421
 *
 * @example
 * const { values } = await rise(model, images, { masks: 4000, grid: 7, seed: 7 });
 */
export async function rise(
  model: BlackBoxModel,
  images: Images,
  options: RiseOptions = {},
): Promise<Attribution> {
  return lastResult(snapshots(model, images, options));
}

/** {@link rise} as it improves, after every pass: from the masks tried so far. */
export function streamRise(
  model: BlackBoxModel,
  images: Images,
  options: RiseOptions = {},
): AsyncGenerator<Attribution, void, undefined> {
  return improvingResults(snapshots(model, images, options));
}

async function* snapshots(
  model: BlackBoxModel,
  images: Images,
  options: RiseOptions,
): AsyncGenerator<Snapshot, void, undefined> {
  const { masks = 1000, grid: cells = 7, keep = 0.5, seed = 0, batchSize = 32 } = options;
  if (!Number.isInteger(masks) || masks < 1) {
    throw new Error(`invalid masks: ${masks} (expected a whole number from 1)`);
  }
  if (!(keep > 0 && keep <= 1)) throw new Error(`invalid keep: ${keep} (expected above 0, at most 1)`);
  const grid = typeof cells === 'number' ? ([cells, cells] as const) : cells;
  if (grid?.length !== 2 || grid.some((count) => !Number.isInteger(count) || count < 1)) {
    throw new Error(`invalid grid: ${String(cells)} (expected a whole number from 1, or two)`);
  }
  const box = await prepareBlackBox('rise', model, images, options);
  const { prepared } = box;
  const { size } = imageInputs(prepared);
  const drawing: RiseMasks = { size, grid, keep, seed };

  const { run, rest } = splitOptions(options);
  const perturb = maskPixels(prepared, 0, (_, range) => riseMasks(drawing, range));
  const sums = new Float64Array(prepared.n * size[0] * size[1]);
  const counts = new Array<number>(prepared.n).fill(masks);
  let added = 0;
  for await (const { scores, targets, sampled, done } of perturbedScores(
    box,
    counts,
    run,
    perturb,
    batchSize,
  )) {
    for (const { start, size: rows } of ranges(done - added, batchSize)) {
      const range = { start: added + start, size: rows };
      const sum = await weightedMasks(drawing, range, sampled);
      sum.forEach((value, k) => (sums[k] += value));
    }
    added = done;
    const progress = { done, total: masks };
    const attribution = () => {
      const pixels = size[0] * size[1];
      const means = Array.from(scores, (_, image) =>
        sums.subarray(image * pixels, (image + 1) * pixels).map((sum) => sum / (done * keep)),
      );
      const values = spreadOverInputs(means, prepared);
      const settings = { ...rest, masks, grid, keep, seed };
      return Promise.resolve(
        inputAttribution('rise', prepared, settings, { values, scores, targets, progress }),
      );
    };
    yield { progress, attribution };
  }
}

/** `sum_i scores[image][i] * mask_i` of some masks for every image, `[n, h * w]`: one product on the device. */
async function weightedMasks(
  drawing: RiseMasks,
  range: Range,
  sampled: readonly Float32Array[],
): Promise<Float32Array> {
  const { start, size } = range;
  const scores = new Float32Array(sampled.length * size);
  sampled.forEach((own, image) => scores.set(own.subarray(start, start + size), image * size));
  const sum = tf.tidy(() => ({
    sum: tf.matMul(
      tf.tensor2d(scores, [sampled.length, size]),
      tf.reshape(riseMasks(drawing, range), [size, -1]),
    ),
  }));
  return (await readAndDispose(sum)).sum.data;
}
