import type { Subject } from '../common/subject';
import { findLayer, lastConvolution } from '../graph/find-layer';
import type { LayerCall } from '../graph/graph';
import { pooledLayer } from './pooled-layer';

/**
 * The layer whose output becomes a map: the one named, or the last convolution-like one that leads to the score and
 * puts out more than one place. Of `classActivationMap` it is the one that is pooled.
 * Throws when there is none.
 */
export function camLayer(method: string, subject: Subject, layer: string | undefined): LayerCall {
  const graph = subject.graph!;
  const named = layer === undefined ? undefined : findLayer(graph, layer);
  if (method !== 'classActivationMap') return named ?? lastConvolution(graph, subject.headValue!);
  const pooled = pooledLayer(graph, subject.headValue!);
  if (named && named.outputs[0] !== pooled.outputs[0]) {
    throw new Error(`layer '${named.name}' is not what the model pools (expected '${pooled.name}')`);
  }
  return named ?? pooled;
}
