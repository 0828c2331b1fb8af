import type * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { evaluate } from '../graph/evaluate';
import { findScoreHead } from '../graph/final-activation';
import { buildGraph, type Graph } from '../graph/graph';
import type { Rule, ValueId } from '../graph/step';
import type { InputInfo } from './images';
import type { ScoreOptions } from './options';
import type { ScoreHead } from './score-head';

/** A differentiable function from a batch of images (one tensor an input) to scores `[n, classes]`. */
export type ScoreFunction = (x: tf.Tensor, ...more: tf.Tensor[]) => tf.Tensor;

/** What can be explained: a TF.js LayersModel (sequential, functional, nested) or a function of tensors. */
export type ExplainableModel = tfl.LayersModel | ScoreFunction;

/** Any model, seen as: inputs, one output, and what kind of numbers that output is. */
export interface Subject {
  name: string;
  /** Only of a LayersModel: its layers can be reached. */
  graph?: Graph;
  inputs: InputInfo[];
  head: ScoreHead;
  /** Notes for the caller, e.g. that one of several outputs was taken. */
  warnings: string[];
  /** Of a LayersModel, the value that `run` gives. */
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
  const hint = isGraphModel(model) ? '; for a graph model pass (x) => model.predict(x)' : '';
  throw new Error(
    `invalid model: ${describeModel(model)} (expected a LayersModel or a function from tensor to tensor${hint})`,
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
    run: ([x, ...more]) => model(x, ...more),
  };
}

function layersSubject(
  model: tfl.LayersModel,
  { outputs, output }: Pick<ScoreOptions, 'outputs' | 'output'>,
): Subject {
  const graph = buildGraph(model);
  const outputNames = model.outputs.map((tensor) => tensor.sourceLayer.name);
  const index = typeof output === 'string' ? outputNames.indexOf(output) : (output ?? 0);
  if (!(index in graph.outputs)) {
    const expected = outputNames.map((name, i) => `${i} '${name}'`).join(', ');
    throw new Error(`unknown output: ${String(output)} (expected one of: ${expected})`);
  }
  const { head, value } = findScoreHead(graph, graph.outputs[index], outputs);
  const guessed = output === undefined && graph.outputs.length > 1;
  return {
    name: model.name,
    graph,
    inputs: model.inputs.map(({ sourceLayer, shape }) => ({ name: sourceLayer.name, shape })),
    head,
    headValue: value,
    warnings: guessed ? [`the model has ${graph.outputs.length} outputs: '${outputNames[0]}' was taken`] : [],
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

function isGraphModel(model: unknown): boolean {
  return typeof (model as { executeAsync?: unknown } | null)?.executeAsync === 'function';
}

function describeModel(model: unknown): string {
  if (model === null || typeof model !== 'object') return String(model);
  return model.constructor?.name ?? 'object';
}
