import { dependsOn } from './evaluate';
import type { Graph, LayerCall } from './graph';
import type { Step, ValueId } from './step';

/**
 * The layer call of that name. The path of a nested layer, or the beginning of it, may be left out where the name is
 * unique, and so may the `@k` of a layer called several times.
 * Throws with the list of names when there is none or more than one.
 */
export function findLayer(graph: Graph, name: string): LayerCall {
  const exact = graph.calls.find((call) => call.name === name);
  if (exact) return exact;
  const matches = graph.calls.filter((call) => {
    const path = `/${call.name}`;
    return path.endsWith(`/${name}`) || path.replace(/@\d+$/, '').endsWith(`/${name}`);
  });
  if (matches.length === 1) return matches[0];
  if (matches.length > 1) {
    throw new Error(`layer '${name}' is ambiguous (expected one of: ${listNames(matches)})`);
  }
  throw new Error(`unknown layer: '${String(name)}' (expected one of: ${listNames(graph.calls)})`);
}

/**
 * The last call of a convolution with more than one place that leads to the value `to`, the default of the CAM family:
 * a pointwise convolution behind global pooling is a dense layer in disguise. Where none qualifies it is the last
 * convolution whatever it is, so that what stands in the way can be said of it.
 */
export function lastConvolution(graph: Graph, to: ValueId): LayerCall {
  const makers = new Map(graph.steps.flatMap((step) => step.outputs.map((id) => [id, step] as const)));
  const convolutions = graph.calls.filter((call) => !call.isContainer && isConvolution(call, makers));
  const found = convolutions.findLast(
    ({ outputs, shape }) => isMap(shape) && dependsOn(graph, to, outputs[0]),
  );
  if (found) return found;
  if (convolutions.length > 0) return convolutions.at(-1)!;
  throw new Error(`the model has no convolution (expected option layer, one of: ${listNames(graph.calls)})`);
}

/** Whether a convolution is among the steps of the call itself: it, or what comes before its activation. */
function isConvolution({ type, outputs }: LayerCall, makers: ReadonlyMap<ValueId, Step>): boolean {
  const last = makers.get(outputs[0]);
  // A call that hands on what it gets has no step of its own.
  if (last?.type !== type) return false;
  for (let step: Step | undefined = last; step?.name === last.name; step = makers.get(step.inputs[0])) {
    if (step.op === 'convolution') return true;
  }
  return false;
}

/** Has axes between the images and the channels, and more than one place on them; unknown sizes count as more. */
function isMap(shape: LayerCall['shape']): boolean {
  return shape.length === 0 || (shape.length > 2 && shape.slice(1, -1).some((size) => size !== 1));
}

function listNames(calls: readonly LayerCall[]): string {
  return calls.map((call) => call.name).join(', ');
}
