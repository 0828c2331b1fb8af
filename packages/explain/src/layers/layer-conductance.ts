import * as tf from '@tensorflow/tfjs-core';
import type { CompleteAttribution } from '../common/attribution';
import { imageScores, partOf } from '../common/image-scores';
import { rowsToTensor, type Images } from '../common/images';
import { weightedSum } from '../common/samples';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { sumAllSamples } from '../common/sum-all-samples';
import { quadrature } from '../gradient/quadrature';
import { inputPath, pathTarget } from './input-path';
import { layerCompleteness } from './layer-completeness';
import type { LayerIntegratedGradientsOptions } from './layer-integrated-gradients';
import { layerAttribution, prepareLayer } from './prepared-layer';

export type LayerConductanceOptions = LayerIntegratedGradientsOptions;

/**
 * How much of the integrated gradients flows through each unit, as the image grows out of the baseline:
 * `sum_{i=1..steps} dS/dA(x_{i-1}) * (A(x_i) - A(x_{i-1}))`, `A` the layer's output, `x_0..x_steps` the `steps + 1` points
 * of the rule on the straight path from baseline to image, as in Captum. The rule's weights are not used.
 *
 * Images `[n, ...]`, values in the layer's shape `[n, ...]`, signed, in score units; `delta` `[n]` is the sum of the
 * values minus `S(x) - S(b)`: with Gauss-Legendre points the path misses both ends by a little. Options as those of
 * `integratedGradients`, defaults too.
 * Throws on an unknown layer (the error lists the names) and on one that does not lead to the score.
 * Dhamdhere et al. 2018, How Important Is a Neuron?, https://arxiv.org/abs/1805.12233;
 * in this form Shrikumar et al. 2018, https://arxiv.org/abs/1807.09946
 *
 * @example
 * const { values, shape } = await layerConductance(model, images, { layer: 'conv2', steps: 100 });
 * shape; // [n, 24, 24, 64]
 */
export async function layerConductance(
  model: ExplainableModel,
  images: Images,
  options: LayerConductanceOptions,
): Promise<CompleteAttribution> {
  const { baseline = 0, steps = 50, rule = 'gaussLegendre' } = options;
  quadrature(rule, steps);
  const { alphas } = quadrature(rule, steps + 1);
  const prepared = await prepareLayer('layerConductance', model, images, options);
  const { n } = prepared;
  const path = await inputPath(prepared, baseline);
  const { run, rest } = splitOptions(options);
  const part = (before: number) => partOf(run, before, n * (steps + 3));

  const { target, ...ends } = await imageScores(prepared, part(0));
  const baselineRows = (start: number, size: number) =>
    path.baselines.map((batch) => rowsToTensor(batch, start, size));
  const start = await imageScores(prepared, part(n), { rows: baselineRows, target });

  // Of each block of images, what the last point that was reached gave.
  const reached = new Map<number, PathPoint>();
  try {
    const { values } = await sumAllSamples(
      { images: n, samples: steps + 1 },
      part(2 * n),
      (block, points) => {
        const xs = path.at(block, alphas.slice(points.start, points.start + points.size));
        const activations = prepared.activations(xs);
        const { gradient } = prepared.gradientAt(xs, activations, pathTarget(target, block, points.size));
        // Before the first point lies nothing: it counts from itself.
        const before = reached.get(block.start) ?? {
          activations: rowsOf(activations, 0, block.size),
          gradient: rowsOf(gradient, 0, block.size),
        };
        const rows = activations.shape[0];
        const allActivations = tf.concat([before.activations, activations], 0);
        const allGradients = tf.concat([before.gradient, gradient], 0);
        const change = tf.sub(activations, rowsOf(allActivations, 0, rows));
        const flow = tf.mul(rowsOf(allGradients, 0, rows), change);
        tf.dispose(Object.values(reached.get(block.start) ?? {}));
        reached.set(block.start, {
          activations: tf.keep(rowsOf(allActivations, rows, block.size)),
          gradient: tf.keep(rowsOf(allGradients, rows, block.size)),
        });
        return { values: weightedSum(flow, new Array<number>(points.size).fill(1)) };
      },
    );
    return layerAttribution(
      'layerConductance',
      prepared,
      { ...rest, baseline, steps, rule },
      {
        values,
        ...ends,
        ...layerCompleteness(prepared, values, ends.scores, start.scores),
      },
    );
  } finally {
    for (const point of reached.values()) tf.dispose([point.activations, point.gradient]);
  }
}

interface PathPoint {
  activations: tf.Tensor;
  gradient: tf.Tensor;
}

/** Rows `start..start+size` of `[n, ...]`. */
function rowsOf(x: tf.Tensor, start: number, size: number): tf.Tensor {
  const rest = x.shape.slice(1);
  return tf.slice(x, [start, ...rest.map(() => 0)], [size, ...rest]);
}
