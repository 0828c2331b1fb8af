import * as tf from '@tensorflow/tfjs-core';
import { provenance, type Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { scoreOptions } from '../common/input-attribution';
import { mapBatches } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { prepare } from '../common/prepare';
import { scoreGradient } from '../common/score-gradient';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import { evaluate } from '../graph/evaluate';
import { findLayer, lastConvolution } from '../graph/find-layer';

/**
 * The flow of the gradient CAMs: forward to the layer, the score's gradient at its output, and `combine` of
 * activations and gradients, both `[n, h, w, k]`, to maps `[n, h, w]`.
 */
export async function classActivation(
  method: string,
  model: ExplainableModel,
  images: Images,
  { layer, relu = false, ...options }: AttributionOptions & { layer?: string; relu?: boolean },
  combine: (activations: tf.Tensor, gradients: tf.Tensor) => tf.Tensor,
): Promise<Attribution> {
  const prepared = await prepare(method, model, images, { ...options, layer });
  const { subject, n, target, score } = prepared;
  const graph = subject.graph!;
  const { name, outputs } = layer === undefined ? lastConvolution(graph) : findLayer(graph, layer);
  const { run, rest } = splitOptions(options);
  const results = await mapBatches(n, run, (start, size) => {
    const xs = prepared.rows(start, size);
    const feeds = new Map(graph.inputs.map((id, i) => [id, xs[i]]));
    const [activations] = evaluate(graph, feeds, [outputs[0]]);
    const at = { id: outputs[0], value: activations };
    const rows = targetRows(target, start, size);
    const { gradients, scores, targets } = scoreGradient(subject, xs, { target: rows, score, at });
    const map = combine(activations, gradients[0]);
    return { map: relu ? tf.relu(map) : map, scores, targets };
  });
  return {
    method,
    values: results.map.data,
    shape: [...results.map.shape],
    targets: Int32Array.from(results.targets.data),
    targetScores: results.scores.data,
    warnings: [
      ...subject.warnings,
      ...(layer === undefined
        ? [`no layer was given: the last convolution-like one, '${name}', was guessed`]
        : []),
    ],
    provenance: provenance(subject.name, { ...scoreOptions(options), ...rest, layer: name, relu }),
  };
}
