import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { inputGradients } from '../gradient/input-gradients';
import { explainsNeuron, prepareNeuron, type NeuronOptions } from './prepared-neuron';

export interface NeuronGradientOptions extends AttributionOptions, NeuronOptions {}

/**
 * How a small change of each pixel would move one neuron inside the model: `d neuron / dx`.
 *
 * Images and values `[n, h, w, c]`, signed, in units of activation; models with several inputs add `inputs`. What is
 * explained is the neuron, whose activation is in `targetScores` (`targets` are -1): the score does not matter, and
 * options about it are noted in `warnings`. One forward pass to the layer and one backward pass, an image.
 * Throws on an unknown layer (the error lists the names), and on a neuron that lies outside its output.
 *
 * @example
 * const { values } = await neuronGradient(model, images, { layer: 'conv2', neuron: [10, 12, 3] });
 */
export async function neuronGradient(
  model: ExplainableModel,
  images: Images,
  options: NeuronGradientOptions,
): Promise<Attribution> {
  const prepared = await prepareNeuron('neuronGradient', model, images, options);
  const { run, rest } = splitOptions(options);
  return explainsNeuron(await inputGradients('neuronGradient', prepared, run, rest, (gradient) => gradient));
}
