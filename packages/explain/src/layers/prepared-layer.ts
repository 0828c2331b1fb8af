import * as tf from '@tensorflow/tfjs-core';
import { provenance, type Attribution, type CompleteAttribution } from '../common/attribution';
import type { Images, PlainBatch } from '../common/images';
import { scoreOptions } from '../common/input-attribution';
import type { ScoreOptions } from '../common/options';
import { prepare, type Prepared } from '../common/prepare';
import { scoreGradient, type PickedScores } from '../common/score-gradient';
import { toScore } from '../common/score-head';
import type { ExplainableModel } from '../common/subject';
import { pickScores, type ResolvedTarget } from '../common/target';
import { valueWarnings } from '../common/warnings';
import { evaluate, stepsBetween } from '../graph/evaluate';
import { findLayer } from '../graph/find-layer';
import type { LayerCall } from '../graph/graph';

/** A prepared run and the layer that it looks at. */
export interface PreparedLayer extends Prepared {
  call: LayerCall;
  /** What the layer puts out for these inputs; of several outputs the first. Call inside a tidy. */
  activations(xs: tf.Tensor[]): tf.Tensor;
  /**
   * The score and its gradient at the layer when the layer puts out `value`, and all that does not come from the layer
   * is as for `xs`. Call inside a tidy.
   */
  gradientAt(
    xs: tf.Tensor[],
    value: tf.Tensor,
    target: ResolvedTarget,
  ): PickedScores & { gradient: tf.Tensor };
  /** Forward only: the output of the layer and the score. Call inside a tidy. */
  forward(xs: tf.Tensor[], target: ResolvedTarget): Record<'activations' | 'scores' | 'targets', tf.Tensor>;
}

/** Checks everything that can be checked before anything runs, the layer too. */
export async function prepareLayer(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: ScoreOptions & { layer: string },
): Promise<PreparedLayer> {
  const prepared = await prepare(method, model, images, options);
  const { subject, score } = prepared;
  const graph = subject.graph!;
  const call = findLayer(graph, options.layer);
  const id = call.outputs[0];
  const activations = (xs: tf.Tensor[]): tf.Tensor => {
    const feeds = new Map(graph.inputs.map((input, i) => [input, xs[i]]));
    return evaluate(graph, feeds, [id])[0];
  };
  return {
    ...prepared,
    call,
    activations,
    forward(xs, target) {
      const value = activations(xs);
      const output = subject.run(xs, { feeds: new Map([[id, value]]) });
      const { picked, indices } = pickScores(toScore(output, subject.head, score), target);
      // A layer that passes its input on shares the tensor.
      return { activations: tf.clone(value), scores: tf.clone(picked), targets: indices };
    },
    gradientAt(xs, value, target) {
      const at = { id, value };
      const { gradients, ...picked } = scoreGradient(subject, xs, { target, score, at });
      return { ...picked, gradient: gradients[0] };
    },
  };
}

/** What a method has computed at the layer. */
interface LayerResult {
  values: PlainBatch;
  targets: ArrayLike<number>;
  scores: ArrayLike<number>;
  delta?: Float32Array;
  warnings?: readonly string[];
}

/** Assembles the result of a method whose values have the shape of the layer. */
export function layerAttribution(
  method: string,
  prepared: PreparedLayer,
  options: ScoreOptions & Record<string, unknown>,
  result: LayerResult & { delta: Float32Array },
): CompleteAttribution;
export function layerAttribution(
  method: string,
  prepared: PreparedLayer,
  options: ScoreOptions & Record<string, unknown>,
  result: LayerResult,
): Attribution;
export function layerAttribution(
  method: string,
  { subject, call }: PreparedLayer,
  options: ScoreOptions & Record<string, unknown>,
  result: LayerResult,
): Attribution {
  return {
    method,
    values: result.values.data,
    shape: [...result.values.shape],
    targets: Int32Array.from(result.targets),
    targetScores: Float32Array.from(result.scores),
    ...(result.delta && { delta: result.delta }),
    warnings: [...subject.warnings, ...(result.warnings ?? []), ...valueWarnings([result.values])],
    provenance: provenance(subject.name, { ...scoreOptions(options), ...options, layer: call.name }),
  };
}

/** A note for methods that share out the score when part of it does not pass through the layer. */
export function bypassWarning({ subject, call }: PreparedLayer): string[] {
  const graph = subject.graph!;
  const [id] = call.outputs;
  const behind = stepsBetween(graph, new Set([id]), [subject.headValue!]);
  const inputs = new Set(graph.inputs);
  if (!behind.some((step) => step.inputs.some((input) => inputs.has(input)))) return [];
  return [
    `part of the score does not pass through layer '${call.name}': it is missing in the values and so in delta`,
  ];
}
