import type { CompleteAttribution } from '../common/attribution';
import { completenessDelta } from '../common/completeness';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { prepare, type Prepared } from '../common/prepare';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { relevanceRule, timesItself, type RelevanceRule } from '../rules/relevance';
import { inputGradients } from './input-gradients';

export interface LrpOptions extends AttributionOptions {
  /**
   * How relevance passes convolutions: `'epsilon'` (default); `'gamma'`, which favours what speaks for the score;
   * `'alpha1beta0'`, which counts only that. All other layers have the epsilon rule.
   */
  rule?: RelevanceRule;
  /** Added to every denominator, away from 0. Default 1e-9; larger values absorb weak and contradictory relevance. */
  epsilon?: number;
  /** How much more the positive weights count with the gamma rule. Default 0.25. */
  gamma?: number;
}

/**
 * Layer-wise relevance propagation: the score is shared among the units of the layer before, in proportion to their
 * part `x_i w_ij` of each sum, and so on down to the pixels: `R_i = x_i sum_j w_ij R_j / (z_j + epsilon sign z_j)` with
 * `z_j = sum_i x_i w_ij + b_j` and the sign of 0 being 1.
 *
 * `gamma`: `w + gamma max(w, 0)` in place of `w`, the bias as it is. `alpha1beta0`: `max(w, 0)`, the bias as it is, made
 * for inputs that are not negative; a warning says where images are. Batch normalisation, pooling and additions have the
 * epsilon rule (max-pooling: winner takes all), activations hand relevance on, factors of a product share it equally.
 * Images and values `[n, h, w, c]`, signed, in logits; `delta` `[n]` is the score minus the sum of the values: what
 * biases and epsilon absorbed, near 0 without them. One forward and one backward pass an image.
 * Throws for another score than the logit, and where a layer has no rule: softmax before the end, layer normalisation,
 * recurrent and custom layers.
 * Bach et al. 2015, On Pixel-Wise Explanations, https://doi.org/10.1371/journal.pone.0130140
 *
 * @example
 * const { values } = await lrp(model, images, { rule: 'gamma', gamma: 0.25 });
 */
export async function lrp(
  model: ExplainableModel,
  images: Images,
  { rule = 'epsilon', epsilon = 1e-9, gamma = 0.25, ...options }: LrpOptions = {},
): Promise<CompleteAttribution> {
  if (!['epsilon', 'gamma', 'alpha1beta0'].includes(rule)) {
    throw new Error(`invalid rule: '${String(rule)}' (expected epsilon, gamma or alpha1beta0)`);
  }
  if (!(epsilon > 0 && epsilon < Infinity)) {
    throw new Error(`invalid epsilon: ${epsilon} (expected a number above 0)`);
  }
  if (!(gamma >= 0 && gamma < Infinity)) {
    throw new Error(`invalid gamma: ${gamma} (expected a number from 0)`);
  }
  const prepared = await prepare('lrp', model, images, options);
  const { subject, n } = prepared;
  const { run, rest } = splitOptions(options);
  const result = await inputGradients(
    'lrp',
    prepared,
    run,
    { ...rest, rule, epsilon, ...(rule === 'gamma' && { gamma }) },
    (relevance) => relevance,
    // What flows back from the score is relevance from the logits on: the logit times the score's gradient.
    () => ({ rule: relevanceRule(subject.graph!.steps, { rule, epsilon, gamma }), scoreOf: timesItself }),
  );
  const all = result.inputs ?? [{ values: result.values, shape: result.shape }];
  const missing = completenessDelta(
    all.map(({ values, shape }) => ({ data: values, shape })),
    result.targetScores,
    new Float32Array(n),
  );
  return {
    ...result,
    delta: missing.map((value) => -value),
    warnings: [...result.warnings, ...(rule === 'alpha1beta0' ? negativeWarnings(prepared) : [])],
  };
}

function negativeWarnings({ inputs }: Prepared): string[] {
  const isNegative = inputs.some(({ data }) => data.some((value) => value < 0));
  return isNegative
    ? ["the images have negative values, which rule 'alpha1beta0' is not made for (rule 'gamma' is)"]
    : [];
}
