import { checkOptionNames, checkOptionTypes, type RunOptions, type ScoreOptions } from '../common/options';
import { checkScore } from '../common/score-head';
import { toSubject, type ExplainableModel, type Subject } from '../common/subject';
import { dependsOn } from '../graph/evaluate';
import { isPlainDataModel, plainDataObstacle, type BlackBoxModel } from '../perturbation/black-box';
import { camLayer } from '../cam/cam-layer';
import { checkPicture } from '../features/picture-size';
import type { LayerCall } from '../graph/graph';
import { checkOwnOptions } from './check-own-options';
import { explainsScore, layerSpans, type GradientSpan } from './layer-obstacle';
import type { MethodInfo } from './method-info';
import { findMethod } from './methods';
import { stepObstacle } from './step-obstacle';

/** Whether a method works; if not, why, and the layer and kernel in the way where there is one. */
export type CanExplain = { ok: true } | { ok: false; reason: string; layer?: string; kernel?: string };

export interface CanExplainOptions extends RunOptions, ScoreOptions {
  /** The layer, for methods that take one. */
  layer?: string;
}

/** With any that the method itself takes. */
type MethodOptions = CanExplainOptions | (CanExplainOptions & Record<string, unknown>);

/**
 * Says, before anything runs, whether `method` (a name in the catalogue) works on this model on the current backend, with
 * these options, the method's own among them. What depends on the images is not known before.
 * A function's inside can't be seen: for it only what the options say is checked. Throws on an unknown method.
 *
 * @example
 * const can = canExplain(model, 'deepLift');
 * if (!can.ok) console.log(can.reason); // layer 'lstm' (LSTM) has no rule of DeepLIFT
 */
export function canExplain(model: ExplainableModel, method: string, options?: MethodOptions): CanExplain;
export function canExplain(model: BlackBoxModel, method: string, options?: MethodOptions): CanExplain;
export function canExplain(model: BlackBoxModel, method: string, options: MethodOptions = {}): CanExplain {
  const info = findMethod(method);
  if (isPlainDataModel(model) && info.family !== 'perturbation') {
    return { ok: false, reason: plainDataObstacle(method) };
  }
  try {
    checkOptionNames(options, info.options);
    checkOptionTypes(options);
    const subject = toSubject(model as ExplainableModel, options);
    const isScored = info.needs.includes('gradient') || ['cam', 'perturbation'].includes(info.family);
    if (isScored && explainsScore(info)) checkScore(subject.head, options.score ?? info.score ?? 'logit');
    const found = obstacle(method, subject, options);
    if (!found) checkOwnOptions(info, subject, { ...options });
    return found ?? { ok: true };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

/** Throws the reason when the method can't run. */
export function assertRunnable(
  method: string,
  subject: Subject,
  options: CanExplainOptions & PictureOptions,
): void {
  const found = obstacle(method, subject, options);
  if (found) throw new Error(found.reason);
}

type PictureOptions = Parameters<typeof checkPicture>[1];
type Obstacle = Extract<CanExplain, { ok: false }>;

function obstacle(
  method: string,
  subject: Subject,
  { layer, score = 'logit', target, ...options }: CanExplainOptions & PictureOptions,
): Obstacle | undefined {
  const info = findMethod(method);
  if (info.family === 'feature visualisation') checkPicture(subject, options);
  const { needs, family, options: own } = info;
  const { graph, headValue } = subject;
  if (!graph) {
    return needs.includes('layers')
      ? { ok: false, reason: `${method} needs the model's layers (expected a LayersModel, not a function)` }
      : undefined;
  }
  const masked = graph.calls.find(({ makesMask }) => makesMask);
  if (masked) return atLayer(masked, 'makes a mask, which is not supported');
  if (info.logitOnly && score !== 'logit') {
    return {
      ok: false,
      reason: `invalid score: ${score} (expected 'logit', which alone ${method} explains)`,
    };
  }
  const { outputShape } = subject;
  if (picksScores(info) && outputShape && outputShape.length !== 2 && typeof target !== 'function') {
    const reason = `the model's output is ${sizes(outputShape)} (expected [n, classes]; for other shapes give target as a function)`;
    return { ok: false, reason };
  }
  const shapes = subject.inputs.map(({ shape }) => shape);
  if (family === 'perturbation' && shapes.every((shape) => shape && shape.length !== 4)) {
    const given = shapes.map((shape) => sizes(shape!)).join(', ');
    return {
      ok: false,
      reason: `${method} hides parts of images, the model takes ${given} (expected [n, h, w, channels])`,
    };
  }
  let spans: GradientSpan[] = [[graph.inputs, headValue!]];
  if (family === 'cam') {
    const call = camLayer(method, subject, layer);
    const guides = method === 'guidedGradCam';
    const problem = camObstacle(subject, call, guides ? [4] : [3, 4, 5]);
    if (problem) return { ok: false, reason: `layer '${call.name}' ${problem}`, layer: call.name };
    const noImage = guides && subject.inputs.find(({ shape }) => shape && shape.length !== 4);
    if (noImage) {
      const reason = `input '${noImage.name}' is ${sizes(noImage.shape!)} (expected images [n, h, w, channels])`;
      return { ok: false, reason };
    }
    spans = [[[call.outputs[0]], headValue!], ...(guides ? spans : [])];
  } else if (own.includes('layer')) {
    const found = layerSpans(info, graph, headValue!, layer);
    if ('problem' in found) {
      return { ok: false, reason: `layer '${found.layer}' ${found.problem}`, layer: found.layer };
    }
    spans = found;
  }
  if (!needs.includes('gradient')) return undefined;
  const found = stepObstacle(info, graph, spans);
  return found && { ...atLayer(found.step, found.problem), ...(found.kernel && { kernel: found.kernel }) };
}

/** Whether the method explains one score an image, that of a class unless a function chooses. */
function picksScores(info: MethodInfo): boolean {
  return info.family !== 'feature visualisation' && explainsScore(info);
}

function atLayer({ name, type }: { name: string; type: string }, problem: string): Obstacle {
  return { ok: false, reason: `layer '${name}' (${type}) ${problem}`, layer: name };
}

function camObstacle(
  { graph, headValue }: Subject,
  { outputs: [id], shape, channelsFirst }: LayerCall,
  ranks: readonly number[],
): string | undefined {
  // A graph model may not tell: then it shows when it runs.
  if (shape.length > 0 && !ranks.includes(shape.length)) {
    return `puts out ${sizes(shape)} (expected a feature map [n, h, w, channels])`;
  }
  if (channelsFirst) {
    return 'has its channels first (expected channels last)';
  }
  return dependsOn(graph!, headValue!, id) ? undefined : 'does not lead to the score that is explained';
}

const sizes = (shape: readonly (number | null)[]) => `[${shape.map((size) => size ?? 'n').join(', ')}]`;
