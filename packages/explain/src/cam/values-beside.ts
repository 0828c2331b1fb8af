import { stepsBetween } from '../graph/evaluate';
import type { Graph } from '../graph/graph';
import type { ValueId } from '../graph/step';

/** The values that the steps from `from` to `to` read and that do not come from it, e.g. of a branch around it. */
export function valuesBeside(graph: Graph, from: ValueId, to: ValueId): ValueId[] {
  const behind = new Set([from]);
  const beside = new Set<ValueId>();
  for (const step of stepsBetween(graph, behind, [to])) {
    if (!step.inputs.some((input) => behind.has(input))) continue;
    step.outputs.forEach((output) => behind.add(output));
    step.inputs.filter((input) => !behind.has(input)).forEach((input) => beside.add(input));
  }
  return [...beside];
}
