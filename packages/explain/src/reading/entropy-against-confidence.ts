import type { MeasuredAttribution } from '../faithfulness/attribution-maps';
import { rankCorrelation } from '../faithfulness/rank-correlation';
import { checkNames, checkWhole } from '../common/option-checks';
import { mapEntropy } from './map-entropy';

export interface EntropyAgainstConfidenceOptions {
  /** Into how many groups of about as many images the means are taken. Default 10, or as many as there are images. */
  bins?: number;
}

/** Images of neighbouring confidence. */
export interface ConfidenceBin {
  /** Mean confidence of the images. */
  confidence: number;
  /** Mean entropy of their maps. */
  entropy: number;
  /** How many they are. */
  n: number;
}

export interface EntropyAgainstConfidence {
  /** Spearman's rank correlation of the two, -1..1; NaN where either is the same for all. */
  correlation: number;
  /** 95 % interval of the correlation; NaN for fewer than four images. */
  interval: [low: number, high: number];
  /** How many images it is of: those whose map is zero everywhere are left out. */
  n: number;
  /** From the least confident images to the most. */
  bins: ConfidenceBin[];
  /** The entropy of each map as of `mapEntropy`, one an image. */
  entropy: Float32Array;
}

/**
 * Whether maps are more spread out the less sure the model is: Spearman's rank correlation of `mapEntropy` with the
 * confidence, with a 95 % interval after Bonett and Wright 2000, `tanh(atanh r ± 1.96 sqrt((1 + r²/2) / (n - 3)))`, and
 * the means of both for groups of like confidence, to draw.
 *
 * `confidence` is one number an image, mostly the probability of the predicted class: the `targetScores` of an attribution
 * with the score `'probability'`, or what the model predicts. Throws when it is not one finite number an image.
 * Bonett and Wright 2000, Sample size requirements for estimating Pearson, Kendall and Spearman correlations,
 * https://doi.org/10.1007/BF02294183
 *
 * @example
 * const maps = await saliency(model, images, { score: 'probability' });
 * const { correlation, interval, n } = entropyAgainstConfidence(maps, maps.targetScores);
 */
export function entropyAgainstConfidence(
  attribution: MeasuredAttribution,
  confidence: ArrayLike<number>,
  options: EntropyAgainstConfidenceOptions = {},
): EntropyAgainstConfidence {
  checkNames(options, ['bins']);
  const { bins = 10 } = options;
  checkWhole({ bins }, 1);
  const entropy = mapEntropy(attribution);
  if (confidence?.length !== entropy.length) {
    throw new Error(
      `invalid confidence: ${confidence?.length ?? 0} numbers (expected ${entropy.length}, one an image)`,
    );
  }
  const given = Float32Array.from(confidence);
  const wrong = given.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new Error(`invalid confidence: ${wrong} (expected finite numbers)`);
  const images = Array.from(entropy.keys()).filter((image) => !Number.isNaN(entropy[image]));
  images.sort((a, b) => given[a] - given[b] || a - b);
  const [x, y] = [given, entropy].map((all) => Float32Array.from(images, (image) => all[image]));
  const n = images.length;
  const correlation = rankCorrelation(x, y);
  return {
    correlation,
    interval: intervalOf(correlation, n),
    n,
    bins: binsOf(x, y, Math.min(bins, n)),
    entropy,
  };
}

function intervalOf(r: number, n: number): [number, number] {
  if (n < 4) return [NaN, NaN];
  // Its inverse is infinite at ±1.
  if (Math.abs(r) >= 1) return [r, r];
  const half = 1.96 * Math.sqrt((1 + (r * r) / 2) / (n - 3));
  return [Math.tanh(Math.atanh(r) - half), Math.tanh(Math.atanh(r) + half)];
}

function binsOf(confidence: Float32Array, entropy: Float32Array, count: number): ConfidenceBin[] {
  const n = confidence.length;
  const mean = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;
  return Array.from({ length: count }, (_, bin) => {
    const [from, to] = [bin, bin + 1].map((edge) => Math.round((edge * n) / count));
    const [x, y] = [confidence, entropy].map((all) => all.subarray(from, to));
    return { confidence: mean(x), entropy: mean(y), n: to - from };
  });
}
