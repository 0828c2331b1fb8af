import * as tf from '@tensorflow/tfjs-core';
import type { CompleteAttribution } from '../common/attribution';
import { partOf } from '../common/image-scores';
import { rowsToTensor, type Images } from '../common/images';
import { mapBatches } from '../common/map-batches';
import { pathPoints, repeatRows } from '../common/path-points';
import { weightedSum } from '../common/samples';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { sumAllSamples } from '../common/sum-all-samples';
import { fixedTarget, repeatTarget, targetRows } from '../common/target';
import { readBaseline } from '../gradient/baseline';
import type { IntegratedGradientsOptions } from '../gradient/integrated-gradients';
import { quadrature } from '../gradient/quadrature';
import { layerCompleteness } from './layer-completeness';
import { layerAttribution, prepareLayer } from './prepared-layer';

export interface LayerIntegratedGradientsOptions extends IntegratedGradientsOptions {
  /** Name of the layer, with the path of nested models; `name@k` is the k-th call of a shared layer. */
  layer: string;
}

/**
 * Each unit's share of the difference between the score of the image and of the baseline, on a straight path in the
 * space of the layer: `(A(x) - A(b)) * sum_i w_i dS/dA(A(b) + a_i (A(x) - A(b)))`, `A` the layer's output.
 *
 * Images `[n, ...]`, values in the layer's shape `[n, ...]`, signed, in score units; `delta` `[n]` is the sum of the
 * values minus `S(x) - S(b)`. The inputs need no gradient: at an embedding it explains words, with the index `baseline`
 * (default 0) as the word that says nothing. What reaches the score round the layer stays that of the image, and a
 * warning says so. Options as those of `integratedGradients`, defaults too.
 * Throws on an unknown layer (the error lists the names) and on one that does not lead to the score.
 * Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks, https://arxiv.org/abs/1703.01365
 *
 * @example
 * const { values, shape } = await layerIntegratedGradients(model, sentences, { layer: 'words' });
 * shape; // [n, words, embedding size]: sum over the last axis for a share per word
 */
export async function layerIntegratedGradients(
  model: ExplainableModel,
  images: Images,
  options: LayerIntegratedGradientsOptions,
): Promise<CompleteAttribution> {
  const { baseline = 0, steps = 50, rule = 'gaussLegendre' } = options;
  const { alphas, weights } = quadrature(rule, steps);
  const whole = weights.reduce((a, b) => a + b, 0);
  const prepared = await prepareLayer('layerIntegratedGradients', model, images, options);
  const { inputs, subject, n } = prepared;
  const starts = await readBaseline(baseline, inputs, subject.inputs);
  const { run, rest } = splitOptions(options);
  const part = (before: number) => partOf(run, before, n * (steps + 2));

  const end = await mapBatches(n, part(0), (start, size) =>
    prepared.forward(prepared.rows(start, size), targetRows(prepared.target, start, size)),
  );
  const target = fixedTarget(prepared.target, end.targets.data);
  const start = await mapBatches(n, part(n), (first, size) => {
    const xs = starts.map((batch) => rowsToTensor(batch, first, size));
    return prepared.forward(xs, targetRows(target, first, size));
  });

  const { values } = await sumAllSamples({ images: n, samples: steps }, part(2 * n), (block, points) => {
    const [from, to] = [start, end].map(({ activations }) =>
      rowsToTensor(activations, block.start, block.size),
    );
    const steps = [points.start, points.start + points.size] as const;
    const path = pathPoints(from, to, alphas.slice(...steps));
    const xs = prepared.rows(block.start, block.size).map((x) => repeatRows(x, points.size));
    const chosen = repeatTarget(targetRows(target, block.start, block.size), points.size);
    const { gradient } = prepared.gradientAt(xs, path, chosen);
    const integral = weightedSum(gradient, weights.slice(...steps));
    return { values: tf.mul(integral, tf.sub(to, from)) };
  });
  return layerAttribution(
    'layerIntegratedGradients',
    prepared,
    { ...rest, baseline, steps, rule },
    {
      values,
      scores: end.scores.data,
      targets: end.targets.data,
      ...layerCompleteness(prepared, values, end.scores.data, start.scores.data, whole),
    },
  );
}
