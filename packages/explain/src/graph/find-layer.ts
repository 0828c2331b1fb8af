import type { Graph, LayerCall } from './graph';

const convolutionLike = new Set(['Conv2D', 'SeparableConv2D', 'DepthwiseConv2D', 'Conv2DTranspose']);

/**
 * The layer call of that name. The path of a nested layer may be left out where the name is unique.
 * Throws with the list of names when there is none or more than one.
 */
export function findLayer(graph: Graph, name: string): LayerCall {
  const exact = graph.calls.find((call) => call.name === name);
  if (exact) return exact;
  const matches = graph.calls.filter(
    (call) => call.name.endsWith(`/${name}`) || call.name.startsWith(`${name}@`),
  );
  if (matches.length === 1) return matches[0];
  if (matches.length > 1) {
    throw new Error(`layer '${name}' is ambiguous (expected one of: ${listNames(matches)})`);
  }
  throw new Error(`unknown layer: '${String(name)}' (expected one of: ${listNames(graph.calls)})`);
}

/** The last convolution-like layer: the default of the CAM family. */
export function lastConvolution(graph: Graph): LayerCall {
  const found = graph.calls.findLast((call) => convolutionLike.has(call.type));
  if (!found) {
    throw new Error(
      `the model has no convolution (expected option layer, one of: ${listNames(graph.calls)})`,
    );
  }
  return found;
}

function listNames(calls: readonly LayerCall[]): string {
  return calls.map((call) => call.name).join(', ');
}
