import { rowSize, type Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { gaussians, seededRandom } from '../common/random';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from '../perturbation/black-box';
import { mapOf, readMaps, type MeasuredAttribution } from './attribution-maps';
import { descending } from './descending';
import { flatMaps } from './map-metric';
import { metricResult, type MetricResult } from './metric-result';
import { prepareMetric } from './metric-subject';
import { imputeLinearly } from './noisy-linear-imputation';
import { meanHeight } from './pixel-curve';
import { scorePictures, withFixedTarget } from './score-pictures';

export interface RoadOptions extends AttributionOptions {
  /** The shares of the pixels that are replaced, rising, each above 0 and below 1. Default 0.1, 0.2, ..., 0.9. */
  shares?: readonly number[];
  /** Standard deviation of the noise on replaced values, in units of the input. Default 0.01. */
  noise?: number;
  /** Which pixels are replaced: `'mostImportant'` (default; lower is better) or `'leastImportant'` (higher is better). */
  order?: 'mostImportant' | 'leastImportant';
  /** `true`: values of either sign count by their size. Default `false`. */
  abs?: boolean;
}

const tenths = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * Remove and debias: the score when the most important pixels are replaced by what lies around them, so that neither holes
 * nor their outline give anything away; the value is the mean height of the curve over `shares`.
 *
 * Images `[n, h, w, c]`. Noisy linear imputation: each replaced pixel is the weighted mean of its eight neighbours (1/6 the
 * near ones, 1/12 the corners), solved for all of them together, plus normal noise that hangs on the seed and the share
 * alone. The score is the logit by default, the target that of the attribution, held fixed. One forward pass a share.
 * Lower is better, with `order: 'leastImportant'` higher.
 * Rong et al. 2022, A Consistent and Efficient Evaluation Strategy for Attribution Methods,
 * https://arxiv.org/abs/2202.00449
 *
 * @example
 * const { values, curves } = await road(model, images, map, { shares: [0.1, 0.3, 0.5], score: 'probability' });
 */
export async function road(
  model: BlackBoxModel,
  images: Images,
  attribution: MeasuredAttribution,
  { shares = tenths, noise = 0.01, order = 'mostImportant', abs = false, ...options }: RoadOptions = {},
): Promise<MetricResult> {
  checkShares(shares);
  if (!(noise >= 0)) throw new Error(`invalid noise: ${noise} (expected a number from 0)`);
  if (order !== 'mostImportant' && order !== 'leastImportant') {
    throw new Error(`invalid order: ${String(order)} (expected 'mostImportant' or 'leastImportant')`);
  }
  const { run, rest } = splitOptions(options);
  const checked = await prepareMetric('road', model, images, options, { attribution });
  const { data, shape } = checked.inputs[0];
  if (shape.length !== 4) {
    throw new Error(`invalid images: shape [${shape.join(', ')}] (expected [n, h, w, c])`);
  }
  const maps = readMaps(attribution, { places: checked.places, abs });
  const prepared = await withFixedTarget(checked, run);
  const size = rowSize(shape);
  const channels = shape[3];
  const seed = options.seed ?? 0;
  const draws = shares.map((_, index) => gaussians(size, seededRandom(seed, index)));
  let ranking: Uint32Array = new Uint32Array();
  const write = (row: Float32Array, image: number, index: number) => {
    if (index === 0) {
      ranking = descending(mapOf(maps, image));
      if (order === 'leastImportant') ranking.reverse();
    }
    const count = replacedPixels(shares[index], maps.size);
    const missing = ranking.subarray(0, count);
    row.set(data.subarray(image * size, (image + 1) * size));
    imputeLinearly(row, shape.slice(1), missing);
    for (const pixel of missing) {
      for (let k = pixel * channels; k < (pixel + 1) * channels; k++) row[k] += noise * draws[index][k];
    }
  };
  const scores = await scorePictures(prepared, run, shares.length, write);
  const curves = Array.from({ length: prepared.n }, (_, image) => ({
    x: Float32Array.from(shares),
    y: scores.slice(image * shares.length, (image + 1) * shares.length),
  }));
  const result = metricResult(
    'road',
    {
      values: curves.map(meanHeight),
      curves,
      warnings: [
        ...prepared.subject.warnings,
        ...maps.warnings,
        ...flatMaps(maps),
        ...emptyShares(shares, maps.size),
      ],
    },
    {
      model: prepared.subject.name,
      of: attribution.method,
      options: { ...rest, ...prepared.scored, shares, noise, order, abs, seed },
    },
  );
  return order === 'leastImportant' ? { ...result, better: 'higher' } : result;
}

/** At least one pixel has to stay. */
const replacedPixels = (share: number, pixels: number) => Math.min(pixels - 1, Math.round(share * pixels));

/** Says which shares are less than a pixel. */
function emptyShares(shares: readonly number[], pixels: number): string[] {
  const empty = shares.filter((share) => replacedPixels(share, pixels) === 0);
  if (empty.length === 0) return [];
  return [
    `shares ${empty.join(', ')} of ${pixels} pixels are none: there the curve is the image's own score`,
  ];
}

function checkShares(shares: readonly number[]): void {
  const wrong = shares.find((share, i) => !(share > (shares[i - 1] ?? 0) && share < 1));
  if (shares.length === 0 || wrong !== undefined) {
    throw new Error(`invalid shares: ${wrong ?? 'none'} (expected rising shares, each above 0 and below 1)`);
  }
}
