import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { findScoreHead } from '../graph/final-activation';
import { evaluate, stepsBetween } from '../graph/evaluate';
import { buildGraph, type Graph } from '../graph/graph';
import { buildNodeGraph } from '../graph/graph-model/build-graph';
import { assertStatic } from '../graph/graph-model/dynamic-ops';
import { isGraphModel, nameOfGraphModel, type GraphModelLike } from '../graph/graph-model/graph-model';
import type { Rule, ValueId } from '../graph/step';
import type { InputInfo } from './images';
import type { ScoreOptions } from './options';
import type { Bivariant } from './bivariant';
import type { ScoreHead } from './score-head';

/**
 * A differentiable function from a batch of images (one tensor an input) to scores `[n, classes]`. Its parameters may be
 * of the rank that it takes: `(x: tf.Tensor4D) => ...` is one.
 */
export type ScoreFunction = Bivariant<(x: tf.Tensor, ...more: tf.Tensor[]) => tf.Tensor>;

/** What can be explained: a TF.js LayersModel (sequential, functional, nested), a GraphModel or a function of tensors. */
export type ExplainableModel = tfl.LayersModel | GraphModelLike | ScoreFunction;

/** Any model, seen as: inputs, one output, and what kind of numbers that output is. */
export interface Subject {
  name: string;
  /** Not of a function: its layers can't be reached. */
  graph?: Graph;
  inputs: InputInfo[];
  head: ScoreHead;
  /** Notes for the caller, e.g. that one of several outputs was taken. */
  warnings: string[];
  /** Of the output that is explained, where it is known. */
  outputShape?: readonly (number | null)[];
  /** The value of the graph that `run` gives. */
  headValue?: ValueId;
  /**
   * The raw output, logits wherever they can be reached. `feeds` replaces values inside the graph, `rule` changes how
   * steps compute. Call inside a tidy.
   */
  run(xs: tf.Tensor[], change?: { feeds?: ReadonlyMap<ValueId, tf.Tensor>; rule?: Rule }): tf.Tensor;
}

/** Wraps a model; throws when it is none, or when what `options` say about its output does not fit. */
export function toSubject(
  model: ExplainableModel,
  options: Pick<ScoreOptions, 'outputs' | 'output'> = {},
): Subject {
  const { outputs } = options;
  if (outputs !== undefined && outputs !== 'logits' && outputs !== 'probabilities') {
    throw new Error(`invalid outputs: ${String(outputs)} (expected 'logits' or 'probabilities')`);
  }
  if (typeof model === 'function') return functionSubject(model, outputs);
  if (isLayersModel(model)) return layersSubject(model, options);
  if (isGraphModel(model)) return nodesSubject(model, options);
  throw new Error(
    `invalid model: ${describeModel(model)} (expected a LayersModel, a GraphModel or a function from tensor to tensor)`,
  );
}

function functionSubject(model: ScoreFunction, outputs: 'logits' | 'probabilities' | undefined): Subject {
  if (outputs === undefined) {
    throw new Error(
      "option outputs is missing (expected 'logits' or 'probabilities': what the function returns)",
    );
  }
  return {
    name: 'function',
    inputs: [{ name: 'input' }],
    head: { form: outputs },
    warnings: [],
    run: ([x, ...more]) => checkedScores(model(x, ...more), x.shape[0]),
  };
}

/** A function's result, when it has a row for every image. */
function checkedScores(scores: tf.Tensor, n: number): tf.Tensor {
  const isTensor = scores instanceof tf.Tensor;
  if (isTensor && scores.rank > 0 && scores.shape[0] === n) return scores;
  const is = isTensor ? `[${scores.shape.join(', ')}]` : describeModel(scores);
  const { then, data } = (scores ?? {}) as { then?: unknown; data?: unknown };
  const isPromise = typeof then === 'function';
  // It was called with what it does not take: how that ends is of no interest.
  if (isPromise) (scores as unknown as Promise<unknown>).then(undefined, () => undefined);
  const isPlain = isPromise || (!isTensor && data !== undefined);
  const hint = isPlain ? '; a function of plain data is marked by onPlainData' : '';
  throw new Error(`the function returned ${is} for ${n} images (expected a tensor [${n}, classes]${hint})`);
}

type OutputOptions = Pick<ScoreOptions, 'outputs' | 'output'>;

function layersSubject(model: tfl.LayersModel, options: OutputOptions): Subject {
  const names = model.outputs.map((tensor) => tensor.sourceLayer.name);
  const inputs = model.inputs.map(({ sourceLayer, shape }) => ({ name: sourceLayer.name, shape }));
  return graphSubject({ name: model.name, graph: buildGraph(model), inputs, names }, options);
}

function nodesSubject(model: GraphModelLike, options: OutputOptions): Subject {
  const graph = buildNodeGraph(model);
  const { output } = options;
  const source = { name: nameOfGraphModel(model), graph, inputs: graph.inputInfo, names: graph.outputNames };
  const inside = typeof output === 'string' && !graph.outputNames.includes(output) && graph.find(output);
  const subject = graphSubject(source, options, inside === false ? undefined : inside);
  assertStatic(stepsBetween(graph, new Set(graph.inputs), [subject.headValue!]));
  return { ...subject, run: (xs, change) => hinting(graph.fixedBatch, xs, () => subject.run(xs, change)) };
}

/** Some models are exported for one image alone; what TF.js then says of two does not tell. */
function hinting(fixedBatch: number | undefined, xs: tf.Tensor[], run: () => tf.Tensor): tf.Tensor {
  try {
    return run();
  } catch (error) {
    if (fixedBatch === undefined || xs[0].shape[0] === fixedBatch) throw error;
    const hint = `the model was exported for ${fixedBatch} image${fixedBatch === 1 ? '' : 's'} a pass: set option batchSize`;
    throw new Error(`${(error as Error).message} (${hint})`, { cause: error });
  }
}

/** `inside` is the value that is explained in place of an output. */
function graphSubject(
  { name, graph, inputs, names }: { name: string; graph: Graph; inputs: InputInfo[]; names: string[] },
  { outputs, output }: OutputOptions,
  inside?: ValueId,
): Subject {
  const index = typeof output === 'string' ? names.indexOf(output) : (output ?? 0);
  if (inside === undefined && !(index in graph.outputs)) {
    const expected = names.map((known, i) => `${i} '${known}'`).join(', ');
    throw new Error(`unknown output: ${String(output)} (expected one of: ${expected})`);
  }
  const explained = inside ?? graph.outputs[index];
  const outputShape = graph.calls.find((call) => call.outputs[0] === explained)?.shape;
  const { head, value } = findScoreHead(graph, explained, outputs);
  const guessed = output === undefined && graph.outputs.length > 1;
  return {
    name,
    graph,
    inputs,
    head,
    ...(outputShape && outputShape.length > 0 && { outputShape }),
    headValue: value,
    warnings: guessed ? [`the model has ${graph.outputs.length} outputs: '${names[0]}' was taken`] : [],
    run(xs, { feeds, rule } = {}) {
      const all = new Map<ValueId, tf.Tensor>(graph.inputs.map((id, i) => [id, xs[i]]));
      feeds?.forEach((tensor, id) => all.set(id, tensor));
      return evaluate(graph, all, [value], rule)[0];
    },
  };
}

function isLayersModel(model: unknown): model is tfl.LayersModel {
  const { layers, inputs, outputs } = (model ?? {}) as Record<string, unknown>;
  return Array.isArray(layers) && Array.isArray(inputs) && Array.isArray(outputs);
}

function describeModel(model: unknown): string {
  if (model === null || typeof model !== 'object') return String(model);
  return model.constructor?.name ?? 'object';
}
