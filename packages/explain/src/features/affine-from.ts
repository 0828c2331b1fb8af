import type { Graph } from '../graph/graph';
import type { StepOp, ValueId } from '../graph/step';

const affine: readonly StepOp[] = ['convolution', 'dense', 'linear', 'rearrange'];

/** The earliest value that `value` is an affine function of, going back over steps of one input; at least itself. */
export function affineFrom(graph: Graph, value: ValueId): ValueId {
  const makers = new Map(graph.steps.flatMap((step) => step.outputs.map((id) => [id, step] as const)));
  let start = value;
  for (
    let step = makers.get(start);
    step?.inputs.length === 1 && affine.includes(step.op);
    step = makers.get(start)
  ) {
    [start] = step.inputs;
  }
  return start;
}
