import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from './black-box';
import { coalitionMasks } from './coalitions';
import { readHidden } from './hidden';
import { spreadOverInputs } from './image-inputs';
import { maskSegments } from './masked-rows';
import { allPerturbedScores } from './perturbed-scores';
import { prepareBlackBox } from './predictor';
import { readSegments, toPixels, type SegmentOptions } from './read-segments';
import { joinedCoefficients, segmentDelta, type SegmentAttribution } from './segment-attribution';

export interface ShapleyValuesOptions extends AttributionOptions, SegmentOptions {
  /** What a hidden segment is filled with: a number or images. Default 0. */
  baseline?: number | Images;
}

export interface ShapleyAttribution extends SegmentAttribution {
  /** The sum of the coefficients minus (score of the image minus score of the baseline): rounding. */
  delta: Float32Array;
}

const mostSegments = 16;

/**
 * The fair share of each segment in the score, exactly: `phi_i = sum over sets T without i of
 * |T|! (p - |T| - 1)! / p! * (S(T and i) - S(T))`, `S(T)` the score with only the segments `T` shown, `p` segments.
 *
 * Every pixel holds the value of its segment; those of an image's segments add up to `S(x) - S(baseline)`. Images
 * `[n, h, w, c]`, values the same, in units of the score; `coefficients` has them segment by segment (in a sum over pixels each counts as
 * often as it has pixels). No gradient,
 * `2^p` forward passes an image, so more than 16 segments are refused: `kernelShap` samples.
 * Shapley 1953, A value for n-person games; Strumbelj and Kononenko 2010,
 * https://www.jmlr.org/papers/v11/strumbelj10a.html
 *
 * @example
 * const { coefficients } = await shapleyValues(model, images, { segments: gridSegments(image, { rows: 3, columns: 3 }) });
 */
export async function shapleyValues(
  model: BlackBoxModel,
  images: Images,
  options: ShapleyValuesOptions = {},
): Promise<ShapleyAttribution> {
  const { baseline = 0 } = options;
  const box = await prepareBlackBox('shapleyValues', model, images, options);
  const { prepared } = box;
  const segments = readSegments(options, prepared);
  const most = Math.max(...segments.map(({ count }) => count));
  if (most > mostSegments) {
    throw new Error(
      `invalid segments: ${most} segments take 2^${most} forward passes (expected ${mostSegments} at the most; kernelShap estimates the same values)`,
    );
  }
  const hidden = await readHidden(baseline, prepared);
  const { run, rest } = splitOptions(options);
  const perturb = maskSegments(prepared, segments, hidden, (image, range) =>
    coalitionMasks(range, segments[image].count),
  );
  const counts = segments.map(({ count }) => 2 ** count);
  const { scores, targets, sampled } = await allPerturbedScores(box, counts, run, perturb);
  const shares = sampled.map((game, image) => sharesOf(game, segments[image].count));
  const values = spreadOverInputs(
    shares.map((share, image) => toPixels(share, segments[image])),
    prepared,
  );
  const attribution = inputAttribution(
    'shapleyValues',
    prepared,
    { ...rest, baseline },
    { values, scores, targets },
  );
  const start = sampled.map(([nothing]) => nothing);
  return {
    ...attribution,
    delta: segmentDelta(shares, scores, start),
    segments,
    coefficients: joinedCoefficients(shares),
  };
}

/** The Shapley values of a game: `scores[T]` for every set of players, player `i` in it where bit `i` of `T` is set. */
function sharesOf(scores: ArrayLike<number>, players: number): Float64Array {
  const shares = new Float64Array(players);
  // |T|! (p - |T| - 1)! / p! = 1 / (p * choose(p - 1, |T|))
  const weights = new Float64Array(players);
  let choose = 1;
  for (let size = 0; size < players; size++) {
    weights[size] = 1 / (players * choose);
    choose = (choose * (players - 1 - size)) / (size + 1);
  }
  for (let set = 0; set < scores.length; set++) {
    const size = countBits(set);
    for (let player = 0; player < players; player++) {
      const isIn = (set >> player) & 1;
      shares[player] += isIn ? weights[size - 1] * scores[set] : -weights[size] * scores[set];
    }
  }
  return shares;
}

function countBits(set: number): number {
  let bits = 0;
  for (let rest = set; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
}
