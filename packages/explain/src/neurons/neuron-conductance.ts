import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import { imageScores, partOf } from '../common/image-scores';
import type { Images } from '../common/images';
import { inputAttribution } from '../common/input-attribution';
import { weightedSum } from '../common/samples';
import { scoreGradient } from '../common/score-gradient';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { sumAllSamples } from '../common/sum-all-samples';
import type { IntegratedGradientsOptions } from '../gradient/integrated-gradients';
import { quadrature } from '../gradient/quadrature';
import { inputPath, pathTarget } from '../layers/input-path';
import { prepareLayer } from '../layers/prepared-layer';
import { checkNeuronAhead, neuronOf } from './neuron-index';
import { neuronSubject, type NeuronOptions } from './prepared-neuron';

export interface NeuronConductanceOptions extends Omit<IntegratedGradientsOptions, 'rule'>, NeuronOptions {
  /** Default `'riemannTrapezoid'`, as in Captum. */
  rule?: IntegratedGradientsOptions['rule'];
}

/**
 * The part of each pixel's integrated gradients that flows through one neuron:
 * `(x - b) * sum_i w_i dS/d neuron * d neuron/dx`, both at `b + a_i (x - b)`.
 *
 * Images and values `[n, h, w, c]`, signed, in score units; models with several inputs add `inputs`. Summed over the
 * neurons of a layer that the whole score passes through, it is `integratedGradients` of the same rule. Options as there,
 * but for the default `rule`.
 * Throws on an unknown layer (the error lists the names), on one that does not lead to the score, and on a neuron that
 * lies outside its output.
 * Dhamdhere et al. 2018, How Important Is a Neuron?, https://arxiv.org/abs/1805.12233
 *
 * @example
 * const { values } = await neuronConductance(model, images, { layer: 'conv2', neuron: [10, 12, 3], target: 3 });
 */
export async function neuronConductance(
  model: ExplainableModel,
  images: Images,
  options: NeuronConductanceOptions,
): Promise<Attribution> {
  const { baseline = 0, steps = 50, rule = 'riemannTrapezoid', neuron } = options;
  const { alphas, weights } = quadrature(rule, steps);
  const prepared = await prepareLayer('neuronConductance', model, images, options);
  const { n, call, subject, inputs } = prepared;
  checkNeuronAhead(neuron, call);
  const path = await inputPath(prepared, baseline);
  const { run, rest } = splitOptions(options);
  const part = (before: number) => partOf(run, before, n * (steps + 1));

  const { target, ...ends } = await imageScores(prepared, part(0));
  const sums = await sumAllSamples({ images: n, samples: steps }, part(n), (block, { start, size }) => {
    const xs = path.at(block, alphas.slice(start, start + size));
    const { activations, gradients } = neuronGradients(xs);
    const { gradient } = prepared.gradientAt(xs, activations, pathTarget(target, block, size));
    const influence = neuronOf(gradient, neuron, call);
    const { from, to } = path.ends(block);
    const values = gradients.map((inner, i) => {
      const product = tf.reshape(tf.mul(tf.reshape(inner, [inner.shape[0], -1]), influence), inner.shape);
      const integral = weightedSum(product, weights.slice(start, start + size));
      return [`values${i}`, tf.mul(integral, tf.sub(to[i], from[i]))] as const;
    });
    return Object.fromEntries(values);
  });
  const values = inputs.map((_, i) => sums[`values${i}`].data);
  return inputAttribution(
    'neuronConductance',
    prepared,
    { ...rest, baseline, steps, rule },
    { values, ...ends },
  );

  /** The neuron's gradients with respect to the inputs, and the whole layer's activations on the way. */
  function neuronGradients(xs: tf.Tensor[]): { activations: tf.Tensor; gradients: tf.Tensor[] } {
    let kept: tf.Tensor | undefined;
    const inner = neuronSubject(subject, call, neuron, (activations) => {
      kept = tf.keep(tf.clone(activations));
    });
    try {
      const { gradients } = scoreGradient(inner, xs, {
        target: new Int32Array(xs[0].shape[0]),
        score: 'logit',
      });
      return { activations: tf.clone(kept!), gradients };
    } finally {
      kept?.dispose();
    }
  }
}
