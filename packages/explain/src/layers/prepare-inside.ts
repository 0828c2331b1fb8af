import type * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import type { RunOptions } from '../common/options';
import { prepare, type Prepared } from '../common/prepare';
import type { ExplainableModel } from '../common/subject';
import { evaluateInputs } from '../graph/evaluate';
import type { Graph } from '../graph/graph';
import type { ValueId } from '../graph/step';

/** A model and images, all checked, of which values inside the model are wanted and no score. */
export interface PreparedInside extends Prepared {
  graph: Graph;
  /** Values of the graph for rows `start..start+size`; call inside a tidy. */
  valuesOf: (wanted: readonly ValueId[], start: number, size: number) => tf.Tensor[];
}

/** As `prepare`; no score is computed, so none can be out of reach. */
export async function prepareInside(
  method: string,
  model: ExplainableModel,
  images: Images,
  options: RunOptions,
): Promise<PreparedInside> {
  const prepared = await prepare(method, model, images, { ...options, score: 'probability' });
  const graph = prepared.subject.graph!;
  return {
    ...prepared,
    graph,
    valuesOf: (wanted, start, size) => evaluateInputs(graph, prepared.rows(start, size), wanted),
  };
}
