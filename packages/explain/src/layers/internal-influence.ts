import type { Attribution } from '../common/attribution';
import { imageScores, partOf } from '../common/image-scores';
import type { Images } from '../common/images';
import { weightedSum } from '../common/samples';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { sumAllSamples } from '../common/sum-all-samples';
import { quadrature } from '../gradient/quadrature';
import { inputPath, pathTarget } from './input-path';
import type { LayerIntegratedGradientsOptions } from './layer-integrated-gradients';
import { layerAttribution, prepareLayer } from './prepared-layer';

export type InternalInfluenceOptions = LayerIntegratedGradientsOptions;

/**
 * How much a unit moves the score on average between the baseline and the image:
 * `sum_i w_i dS/dA(b + a_i (x - b))`, `A` the layer's output.
 *
 * Images `[n, ...]`, values in the layer's shape `[n, ...]`, signed, in score units per unit of activation: an average
 * gradient, so nothing is shared out. Options as those of `integratedGradients`, defaults too.
 * Throws on an unknown layer (the error lists the names) and on one that does not lead to the score.
 * Leino et al. 2018, Influence-Directed Explanations for Deep Convolutional Networks, https://arxiv.org/abs/1802.03788
 *
 * @example
 * const { values, shape } = await internalInfluence(model, images, { layer: 'conv2' });
 * shape; // [n, 24, 24, 64]
 */
export async function internalInfluence(
  model: ExplainableModel,
  images: Images,
  options: InternalInfluenceOptions,
): Promise<Attribution> {
  const { baseline = 0, steps = 50, rule = 'gaussLegendre' } = options;
  const { alphas, weights } = quadrature(rule, steps);
  const prepared = await prepareLayer('internalInfluence', model, images, options);
  const { n } = prepared;
  const path = await inputPath(prepared, baseline);
  const { run, rest } = splitOptions(options);
  const part = (before: number) => partOf(run, before, n * (steps + 1));

  const { target, ...ends } = await imageScores(prepared, part(0));
  const { values } = await sumAllSamples({ images: n, samples: steps }, part(n), (block, { start, size }) => {
    const xs = path.at(block, alphas.slice(start, start + size));
    const { gradient } = prepared.gradientAt(xs, prepared.activations(xs), pathTarget(target, block, size));
    return { values: weightedSum(gradient, weights.slice(start, start + size)) };
  });
  return layerAttribution(
    'internalInfluence',
    prepared,
    { ...rest, baseline, steps, rule },
    { values, ...ends },
  );
}
