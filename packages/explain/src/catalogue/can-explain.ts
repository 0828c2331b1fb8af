import * as tf from '@tensorflow/tfjs-core';
import type { ScoreOptions } from '../common/options';
import { checkScore } from '../common/score-head';
import { toSubject, type ExplainableModel, type Subject } from '../common/subject';
import { dependsOn, stepsBetween } from '../graph/evaluate';
import { camLayer } from '../cam/cam-layer';
import type { LayerCall } from '../graph/graph';
import type { ValueId } from '../graph/step';
import { kernelsOfGradient } from './layer-kernels';
import { explainsScore, layerSpans, type GradientSpan } from './layer-obstacle';
import { findMethod } from './methods';

/** Whether a method works; if not, why, and the layer and kernel in the way where there is one. */
export type CanExplain = { ok: true } | { ok: false; reason: string; layer?: string; kernel?: string };

export interface CanExplainOptions extends Omit<ScoreOptions, 'target'> {
  /** The layer, for methods that take one. */
  layer?: string;
}

/**
 * Says, before anything runs, whether `method` works on this model on the current backend.
 * A function's inside can't be seen: for it only what the options say is checked. Throws on an unknown method.
 *
 * @example
 * const can = canExplain(model, 'gradCam', { layer: 'conv2' });
 * if (!can.ok) console.log(can.reason); // layer 'dw1' (DepthwiseConv2D) needs the kernel ...
 */
export function canExplain(
  model: ExplainableModel,
  method: string,
  options: CanExplainOptions = {},
): CanExplain {
  const info = findMethod(method);
  try {
    const subject = toSubject(model, options);
    if ((info.needs.includes('gradient') || info.family === 'cam') && explainsScore(info))
      checkScore(subject.head, options.score ?? 'logit');
    return obstacle(method, subject, options) ?? { ok: true };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

/** Throws the reason when the method can't run. */
export function assertRunnable(method: string, subject: Subject, options: { layer?: string }): void {
  const found = obstacle(method, subject, options);
  if (found) throw new Error(found.reason);
}

type Obstacle = Extract<CanExplain, { ok: false }>;

function obstacle(method: string, subject: Subject, { layer }: { layer?: string }): Obstacle | undefined {
  const { needs, family, options: own } = findMethod(method);
  const { graph, headValue } = subject;
  if (!graph) {
    return needs.includes('layers')
      ? { ok: false, reason: `${method} needs the model's layers (expected a LayersModel, not a function)` }
      : undefined;
  }
  const masked = graph.calls.find(({ makesMask }) => makesMask);
  if (masked) {
    const reason = `layer '${masked.name}' (${masked.type}) makes a mask, which is not supported`;
    return { ok: false, reason, layer: masked.name };
  }
  let spans: GradientSpan[] = [[graph.inputs, headValue!]];
  if (family === 'cam') {
    const call = camLayer(method, subject, layer);
    const problem = camObstacle(subject, call);
    if (problem) return { ok: false, reason: `layer '${call.name}' ${problem}`, layer: call.name };
    spans = [[[call.outputs[0]], headValue!]];
  } else if (own.includes('layer')) {
    const found = layerSpans(findMethod(method), graph, headValue!, layer);
    if ('problem' in found) {
      return { ok: false, reason: `layer '${found.layer}' ${found.problem}`, layer: found.layer };
    }
    spans = found;
  }
  if (!needs.includes('gradient')) return undefined;
  return spans.map(([from, to]) => missingKernel(subject, from, to)).find((missing) => missing);
}

function camObstacle(
  { graph, headValue }: Subject,
  { outputs: [id], shape, channelsFirst }: LayerCall,
): string | undefined {
  if (shape.length < 3) {
    return `puts out [${shape.map((size) => size ?? 'n').join(', ')}] (expected a feature map [n, h, w, channels])`;
  }
  if (channelsFirst) {
    return 'has its channels first (expected channels last)';
  }
  return dependsOn(graph!, headValue!, id) ? undefined : 'does not lead to the score that is explained';
}

function missingKernel({ graph }: Subject, from: ValueId[], to: ValueId): Obstacle | undefined {
  const backend = tf.getBackend();
  const reached = new Set(from);
  for (const step of stepsBetween(graph!, new Set(from), [to])) {
    // Gradients flow only through what depends on the values asked for.
    if (!step.inputs.some((id) => reached.has(id))) continue;
    step.outputs.forEach((id) => reached.add(id));
    const kernel = kernelsOfGradient(step).find((name) => !tf.getKernel(name, backend));
    if (!kernel) continue;
    const remedy =
      backend === 'wasm' ? 'register @fer/wasm-kernels or use another backend' : 'use another backend';
    const reason = `layer '${step.name}' (${step.type}) needs the kernel ${kernel}, which backend '${backend}' lacks (${remedy})`;
    return { ok: false, reason, layer: step.name, kernel };
  }
  return undefined;
}
