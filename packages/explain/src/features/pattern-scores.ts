import { welchSpectrum } from './welch-spectrum';

/** Pictures as `maximizeActivation` returns them. */
export interface PaintedPictures {
  values: Float32Array;
  /** `[n, h, w, c]`. */
  shape: readonly number[];
}

export interface PatternScoresOptions {
  /** The least score of a pattern, 0..1. Default 0.04. */
  threshold?: number;
}

export interface PatternScores {
  /** One a picture, 0..1: the order in it. */
  scores: Float32Array;
  /** Whether each score reaches the threshold. */
  isPattern: boolean[];
  /** How many do. */
  found: number;
}

/** Where scores and labels by eye agree best; see the README on how well. */
const patternThreshold = 0.04;

/** The share of a picture's side, at each edge, that is left out: padding draws frames there whatever the filter. */
const frame = 0.1;

/** A picture whose inside has a standard deviation of less than this share of the whole picture's range is one tone. */
const flat = 0.02;

const smallestSide = 16;

/**
 * Whether each picture shows a pattern or noise: `score = 1 - H / log(K)`, with `H` the entropy of its power spectrum,
 * `-sum_k p_k log p_k` over the shares `p_k` of all `K` frequencies but 0, as Welch estimates them from overlapping windows of
 * 16x16 pixels, smaller ones of pictures under 40.
 *
 * White noise has equal power everywhere and scores near 0; stripes, blobs and textures have theirs at few frequencies, and a
 * picture of one tone, which a filter paints that asks for brightness, scores 1. Smooth noise scores high, too: start from
 * noise that is not smooth, and not from grey, where a dead filter leaves one tone as well. The outer tenth at each edge is
 * not looked at; colours are averaged.
 * Pictures `[n, h, w, c]` of any range. Throws on sides below 16 pixels, on NaN and on a threshold outside 0..1.
 * Spectral entropy: Inouye et al. 1991, https://doi.org/10.1016/0013-4694(91)90138-T;
 * the estimate: Welch 1967, https://doi.org/10.1109/TAU.1967.1161901
 *
 * @example
 * const pictures = await maximizeActivation(model, { layer: 'conv3', filters });
 * const { found } = patternScores(pictures);
 * 1 - found / filters.length; // the share of filters that found only noise
 */
export function patternScores(
  { values, shape }: PaintedPictures,
  { threshold = patternThreshold }: PatternScoresOptions = {},
): PatternScores {
  if (!(threshold >= 0 && threshold <= 1)) throw new Error(`invalid threshold: ${threshold} (expected 0..1)`);
  const [n, h, w, c] = shape;
  if (shape.length !== 4 || n * h * w * c !== values.length) {
    throw new Error(
      `invalid shape: [${shape.join(', ')}] for ${values.length} values (expected [n, h, w, channels])`,
    );
  }
  if (Math.min(h, w) < smallestSide)
    throw new Error(`invalid pictures: ${h}x${w} pixels (expected at least ${smallestSide} a side)`);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const picture = Math.floor((wrong * n) / values.length);
    throw new Error(`invalid pictures: ${values[wrong]} in picture ${picture} (expected finite numbers)`);
  }
  const scores = Float32Array.from({ length: n }, (_, i) =>
    order(grey(values.subarray(i * h * w * c, (i + 1) * h * w * c), c), [h, w]),
  );
  const isPattern = Array.from(scores, (score) => score >= threshold);
  return { scores, isPattern, found: isPattern.filter(Boolean).length };
}

function grey(values: Float32Array, channels: number): Float32Array {
  return Float32Array.from({ length: values.length / channels }, (_, p) => {
    let sum = 0;
    for (let k = 0; k < channels; k++) sum += values[p * channels + k];
    return sum / channels;
  });
}

function order(picture: Float32Array, [h, w]: readonly [number, number]): number {
  const [top, left] = [Math.floor(frame * h), Math.floor(frame * w)];
  const size = [h - 2 * top, w - 2 * left] as const;
  const inside = Float32Array.from(
    { length: size[0] * size[1] },
    (_, p) => picture[(top + Math.floor(p / size[1])) * w + left + (p % size[1])],
  );
  if (deviation(inside) <= flat * rangeOf(picture)) return 1;
  const power = welchSpectrum(inside, size);
  const total = power.reduce((sum, value) => sum + value, 0);
  const entropy = power.reduce(
    (sum, value) => sum - (value > 0 ? (value / total) * Math.log(value / total) : 0),
    0,
  );
  return 1 - entropy / Math.log(power.length);
}

function deviation(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

function rangeOf(values: Float32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return high - low;
}
