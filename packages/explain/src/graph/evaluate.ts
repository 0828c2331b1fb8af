import type * as tf from '@tensorflow/tfjs-core';
import { fuseSteps } from './fuse-steps';
import type { Graph } from './graph';
import { outputLengths } from './output-lengths';
import type { Rule, Step, ValueId } from './step';

/**
 * Computes the `wanted` values of the graph from the values that are fed, running only the steps between. Any value may
 * be fed: feeding a layer's output gives the rest of the network as a function of that layer. Call inside a tidy. Throws
 * where a value is smaller than the window that is to slide over it.
 */
export function evaluate(
  graph: Graph,
  feeds: ReadonlyMap<ValueId, tf.Tensor>,
  wanted: readonly ValueId[],
  rule?: Rule,
): tf.Tensor[] {
  const values = new Map(feeds);
  const steps = stepsBetween(graph, new Set(feeds.keys()), wanted);
  for (const step of rule ? steps : fuseSteps(steps, wanted)) {
    const inputs = step.inputs.map((id) => values.get(id)!);
    if (step.windows) outputLengths(step, inputs[0].shape.slice(1, -1));
    const outputs = rule?.(step, inputs) ?? step.compute(inputs);
    step.outputs.forEach((id, i) => values.set(id, outputs[i]));
  }
  return wanted.map((id) => values.get(id)!);
}

/** The `wanted` values for tensors of all the graph's inputs, in their order. Call inside a tidy. */
export function evaluateInputs(
  graph: Graph,
  xs: readonly tf.Tensor[],
  wanted: readonly ValueId[],
): tf.Tensor[] {
  return evaluate(graph, new Map(graph.inputs.map((id, i) => [id, xs[i]])), wanted);
}

/** The steps that lead from the fed values to the wanted ones, in order. */
export function stepsBetween(graph: Graph, fed: ReadonlySet<ValueId>, wanted: readonly ValueId[]): Step[] {
  const needed = new Set(wanted.filter((id) => !fed.has(id)));
  const steps: Step[] = [];
  for (const step of graph.steps.toReversed()) {
    if (!step.outputs.some((id) => needed.has(id))) continue;
    steps.unshift(step);
    for (const id of step.inputs) if (!fed.has(id)) needed.add(id);
  }
  return steps;
}

/** Whether the value `to` is computed from the value `from`. */
export function dependsOn(graph: Graph, to: ValueId, from: ValueId): boolean {
  const reached = new Set([from]);
  for (const step of graph.steps) {
    if (step.inputs.some((id) => reached.has(id))) step.outputs.forEach((id) => reached.add(id));
  }
  return reached.has(to);
}
