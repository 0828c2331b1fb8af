import type { CompleteAttribution } from '../common/attribution';
import type { Images } from '../common/images';
import { lastResult } from '../common/snapshots';
import type { ExplainableModel } from '../common/subject';
import { integrate, type IntegratedGradientsOptions } from '../gradient/integrated-gradients';
import { explainsNeuron, prepareNeuron, type NeuronOptions } from './prepared-neuron';

export interface NeuronIntegratedGradientsOptions extends IntegratedGradientsOptions, NeuronOptions {}

/**
 * Each pixel's share of the difference between the activation of one neuron on the image and on the baseline:
 * `(x - b) * sum_i w_i d neuron/dx(b + a_i (x - b))`.
 *
 * Images and values `[n, h, w, c]`, signed, in units of activation; models with several inputs add `inputs`; `delta`
 * `[n]` is the sum of the values minus that difference. What is explained is the neuron, whose activation is in
 * `targetScores` (`targets` are -1): the score does not matter, and options about it are noted in `warnings`. Options as
 * those of `integratedGradients`, defaults too.
 * Throws on an unknown layer (the error lists the names), and on a neuron that lies outside its output.
 * Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks, https://arxiv.org/abs/1703.01365
 *
 * @example
 * const { values, delta } = await neuronIntegratedGradients(model, images, { layer: 'conv2', neuron: [10, 12, 3] });
 */
export async function neuronIntegratedGradients(
  model: ExplainableModel,
  images: Images,
  options: NeuronIntegratedGradientsOptions,
): Promise<CompleteAttribution> {
  const prepared = await prepareNeuron('neuronIntegratedGradients', model, images, options);
  return explainsNeuron(await lastResult(integrate('neuronIntegratedGradients', prepared, options)));
}
