import type { CompleteAttribution } from '../common/attribution';
import { completenessDelta } from '../common/completeness';
import { imageScores, partOf } from '../common/image-scores';
import { rowsToTensor, type Images, type PlainBatch } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import type { AttributionOptions } from '../common/options';
import { pathPoints } from '../common/path-points';
import { prepare, type Prepared } from '../common/prepare';
import { sumOverSamples, weightedSum } from '../common/samples';
import { scoreGradient } from '../common/score-gradient';
import { improvingResults, lastResult, type Snapshot } from '../common/snapshots';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { repeatTarget, targetRows } from '../common/target';
import { completenessWarnings, notConverged } from '../common/warnings';
import { readBaseline } from './baseline';
import { quadrature, spreadOrder, type QuadratureRule } from './quadrature';

export interface IntegratedGradientsOptions extends AttributionOptions {
  /** Where the path starts: a number for every pixel (default 0) or images, one or one each. */
  baseline?: number | Images;
  /** Points of the path. Default 50. */
  steps?: number;
  /** Default `'gaussLegendre'`. */
  rule?: QuadratureRule;
}

/**
 * Each pixel's share of the difference between the score of the image and of the baseline:
 * `(x - b) * sum_i w_i dS/dx(b + a_i (x - b))`.
 *
 * Images and values `[n, h, w, c]`, signed, in score units; `delta` `[n]` is what is missing to completeness, the sum of
 * the values minus `S(x) - S(b)`; above 5 % of that difference a warning names the image. A predicted target is that of
 * the image, all along the path.
 * Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks, https://arxiv.org/abs/1703.01365
 *
 * @example
 * const { values, delta } = await integratedGradients(model, images, { baseline: 0.5, steps: 50 });
 */
export async function integratedGradients(
  model: ExplainableModel,
  images: Images,
  options: IntegratedGradientsOptions = {},
): Promise<CompleteAttribution> {
  return lastResult(snapshots(model, images, options));
}

/**
 * {@link integratedGradients} as it improves, after every pass. The steps come in an order that spreads over the whole
 * path from the start, and the values are those of the steps done, weighed to stand for all.
 */
export function streamIntegratedGradients(
  model: ExplainableModel,
  images: Images,
  options: IntegratedGradientsOptions = {},
): AsyncGenerator<CompleteAttribution, void, undefined> {
  return improvingResults(snapshots(model, images, options));
}

async function* snapshots(
  model: ExplainableModel,
  images: Images,
  options: IntegratedGradientsOptions,
): AsyncGenerator<Snapshot<CompleteAttribution>, void, undefined> {
  const prepared = await prepare('integratedGradients', model, images, options);
  yield* integrate('integratedGradients', prepared, options);
}

/** Integrated gradients of whatever has been prepared as the score, as they improve. */
export async function* integrate(
  method: string,
  prepared: Prepared,
  options: IntegratedGradientsOptions,
): AsyncGenerator<Snapshot<CompleteAttribution>, void, undefined> {
  const { baseline = 0, steps = 50, rule = 'gaussLegendre', ...general } = options;
  const { alphas, weights } = spreadOrder(quadrature(rule, steps));
  const { subject, inputs, n, score } = prepared;
  const starts = await readBaseline(baseline, inputs, subject.inputs);
  const { run, rest } = splitOptions(general);
  const total = n * (steps + 2);
  const startRows = (start: number, size: number) => starts.map((batch) => rowsToTensor(batch, start, size));
  const { target, ...ends } = await imageScores(prepared, partOf(run, 0, total));
  const first = await imageScores(prepared, partOf(run, n, total), { rows: startRows, target });
  const difference = ends.scores.map((value, i) => value - first.scores[i]);

  const sums = sumOverSamples({ images: n, samples: steps }, partOf(run, 2 * n, total), (block, points) => {
    const from = startRows(block.start, block.size);
    const to = prepared.rows(block.start, block.size);
    const part = alphas.slice(points.start, points.start + points.size);
    const xs = from.map((b, i) => pathPoints(b, to[i], part));
    const rows = repeatTarget(targetRows(target, block.start, block.size), points.size);
    const { gradients } = scoreGradient(subject, xs, { target: rows, score });
    const shares = weights.slice(points.start, points.start + points.size);
    return Object.fromEntries(gradients.map((gradient, i) => [`sum${i}`, weightedSum(gradient, shares)]));
  });
  const whole = sum(weights);
  for await (const { samples, read } of sums) {
    const progress = { done: samples, total: steps };
    const attribution = async () => {
      const gradients = await read();
      const scale = whole / sum(weights.slice(0, samples));
      const values = inputs.map((x, i) => timesDifference(gradients[`sum${i}`], x, starts[i], scale));
      const delta = completenessDelta(values, ends.scores, first.scores);
      // The weights of the trapezoid rule do not add up to 1: that is no want of steps.
      const missed = delta.map((d, image) => d + difference[image] * (1 - whole));
      return inputAttribution(
        method,
        prepared,
        { ...rest, baseline, steps, rule },
        {
          ...ends,
          values: values.map(({ data }) => data),
          delta,
          warnings: completenessWarnings(values, missed, difference, notConverged),
          progress,
        },
      );
    };
    yield { progress, attribution };
  }
}

/** `scale * gradient * (x - b)`. */
function timesDifference(gradient: PlainBatch, x: PlainBatch, b: PlainBatch, scale: number): PlainBatch {
  const data = gradient.data.map((value, k) => scale * value * (x.data[k] - b.data[k]));
  return { data, shape: x.shape };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
