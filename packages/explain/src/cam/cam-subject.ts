import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import { prepare, type Prepared } from '../common/prepare';
import { toScore } from '../common/score-head';
import type { ExplainableModel, Subject } from '../common/subject';
import { pickScores, type ResolvedTarget } from '../common/target';
import { scoreGradient, type PickedScores } from '../common/score-gradient';
import { evaluateInputs } from '../graph/evaluate';
import type { Graph, LayerCall } from '../graph/graph';
import type { ValueId } from '../graph/step';
import type { CamOptions } from './cam-attribution';
import { camLayer } from './cam-layer';
import { valuesBeside } from './values-beside';

/** A model, images and the layer whose output becomes a map, all checked. */
export interface CamSubject {
  method: string;
  prepared: Prepared;
  graph: Graph;
  call: LayerCall;
  /** The value that the layer puts out. */
  id: ValueId;
  /** What the steps behind the layer read from elsewhere. */
  beside: ValueId[];
  /** Warnings, e.g. that the layer was guessed. */
  notes: string[];
}

/** Checks model, images, options and layer. `method` is the name in the catalogue. */
export async function prepareCam(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: CamOptions,
): Promise<CamSubject> {
  const prepared = await prepare(method, model, images, options);
  const graph = prepared.subject.graph!;
  const call = camLayer(method, prepared.subject, options.layer);
  const isGuess = options.layer === undefined && method !== 'classActivationMap';
  const guess = `no layer was given: the last convolution-like one, '${call.name}', was guessed`;
  const [id] = call.outputs;
  const beside = valuesBeside(graph, id, prepared.subject.headValue!);
  return { method, prepared, graph, call, id, beside, notes: isGuess ? [guess] : [] };
}

/** Values inside the model for these inputs; call inside a tidy. */
export function valuesInside({ graph }: CamSubject, xs: tf.Tensor[], ids: readonly ValueId[]): tf.Tensor[] {
  return evaluateInputs(graph, xs, ids);
}

/**
 * What the layer puts out for these inputs, and all that is to be fed so that nothing before or beside the layer is
 * computed again on the way to the score. Call inside a tidy.
 */
export function layerValues(
  cam: CamSubject,
  xs: tf.Tensor[],
): { activations: tf.Tensor; feeds: Map<ValueId, tf.Tensor> } {
  const ids = [cam.id, ...cam.beside];
  const values = valuesInside(cam, xs, ids);
  return { activations: values[0], feeds: new Map(ids.map((id, i) => [id, values[i]])) };
}

/** The scores and their gradient at the layer, by the values of {@link layerValues}. Call inside a tidy. */
export function layerGradient(
  { id, prepared: { subject, score } }: CamSubject,
  xs: tf.Tensor[],
  feeds: ReadonlyMap<ValueId, tf.Tensor>,
  target: ResolvedTarget,
): PickedScores & { gradient: tf.Tensor } {
  const behind: Subject = {
    ...subject,
    run: (inputs, change) =>
      subject.run(inputs, { ...change, feeds: new Map([...feeds, ...(change?.feeds ?? [])]) }),
  };
  const at = { id, value: feeds.get(id)! };
  const { gradients, ...picked } = scoreGradient(behind, xs, { target, score, at });
  return { ...picked, gradient: gradients[0] };
}

/** The explained scores from the layer's output on, or from any other fed values. Call inside a tidy. */
export function scoresFrom(
  { prepared: { subject, score } }: CamSubject,
  xs: tf.Tensor[],
  feeds: ReadonlyMap<ValueId, tf.Tensor>,
  target: ResolvedTarget,
): PickedScores {
  const { picked, indices } = pickScores(toScore(subject.run(xs, { feeds }), subject.head, score), target);
  return { scores: picked, targets: indices };
}

/** The axes over which a layer's output `[n, ..., channels]` spreads. */
export function placeAxes(activations: tf.Tensor): number[] {
  return Array.from({ length: activations.rank - 2 }, (_, i) => i + 1);
}

/** `sum_k weights[n, k] * activations[n, ..., k]`. */
export function weighChannels(weights: tf.Tensor, activations: tf.Tensor): tf.Tensor {
  const [n, k] = weights.shape;
  return tf.sum(tf.mul(tf.reshape(weights, [n, ...placeAxes(activations).map(() => 1), k]), activations), -1);
}
