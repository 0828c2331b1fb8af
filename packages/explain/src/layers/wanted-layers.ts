import { findLayer } from '../graph/find-layer';
import type { Graph, LayerCall } from '../graph/graph';

/** The layers of that list of names; by default every layer in the order of the graph, but nested models as a whole. */
export function wantedLayers(graph: Graph, layers: readonly string[] | undefined): LayerCall[] {
  const isList: boolean = Array.isArray(layers);
  if (layers !== undefined && !isList) {
    throw new Error(`invalid layers: ${describe(layers)} (expected a list of names of layers)`);
  }
  return layers?.map((name) => findLayer(graph, name)) ?? graph.calls.filter((call) => !call.isContainer);
}

const describe = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value));
