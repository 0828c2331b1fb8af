import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { improvingResults, lastResult, type Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from './black-box';
import { imageInputs, spreadOverInputs } from './image-inputs';
import { maskPixels } from './masked-rows';
import { perturbedScores } from './perturbed-scores';
import { prepareBlackBox } from './predictor';
import { maskSum, readRise, riseMasks, type RiseMasks } from './rise-masks';

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
  const grid = readRise({ masks, grid: cells, keep });
  const box = await prepareBlackBox('rise', model, images, options);
  const { prepared } = box;
  const { size } = imageInputs(prepared);
  const drawing: RiseMasks = { size, grid, keep, seed };

  const { run, rest } = splitOptions(options);
  const perturb = maskPixels(prepared, 0, (_, range) => riseMasks(drawing, range));
  const sums = Array.from({ length: prepared.n }, () => maskSum(drawing));
  const counts = new Array<number>(prepared.n).fill(masks);
  let added = 0;
  for await (const { scores, targets, sampled, done } of perturbedScores(
    box,
    counts,
    run,
    perturb,
    batchSize,
  )) {
    sums.forEach((sum, image) => {
      for (let index = added; index < done; index++) sum.add(index, sampled[image][index]);
    });
    added = done;
    const progress = { done, total: masks };
    const attribution = () => {
      const means = sums.map((sum) => sum.total().map((value) => value / (done * keep)));
      const values = spreadOverInputs(means, prepared);
      const settings = { ...rest, masks, grid, keep, seed };
      return Promise.resolve(
        inputAttribution('rise', prepared, settings, { values, scores, targets, progress }),
      );
    };
    yield { progress, attribution };
  }
}
