import * as tf from '@tensorflow/tfjs-core';
import { checkIndex, checkNotEmpty } from '../common/check-index';
import type { Images } from '../common/images';
import { mapBatches } from '../common/map-batches';
import type { RunOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { findLayer } from '../graph/find-layer';
import { channelsOf, layerOutput } from './layer-output';
import { prepareInside } from './prepare-inside';

export interface FilterOutputsOptions extends RunOptions {
  /** Name of the layer. */
  layer: string;
  /** Filters by number, in the order wanted. Default: all. */
  filters?: readonly number[];
}

/** What filters of a layer put out. */
export interface FilterOutputs {
  layer: string;
  /** The filters' numbers, as `values` has them. */
  filters: number[];
  values: Float32Array;
  /** `[n, h, w, filters]`, of a dense layer `[n, filters]`; channels last whatever the layer has. */
  shape: number[];
}

/**
 * What some filters of a layer put out for these images, after the activation where the layer has its own. As
 * `layerActivations`, of one layer and no more of it than is wanted. One forward pass an image, up to the layer.
 * Throws on an unknown layer and on a filter that it does not have.
 *
 * @example
 * const { values, shape } = await filterOutputs(model, images, { layer: 'conv4', filters: [3, 17] });
 * shape; // [n, 6, 6, 2]
 */
export async function filterOutputs(
  model: ExplainableModel,
  images: Images,
  options: FilterOutputsOptions,
): Promise<FilterOutputs> {
  const { graph, n, valuesOf } = await prepareInside('filterOutputs', model, images, options);
  const { layer, filters } = options;
  const call = findLayer(graph, layer);
  if (filters !== undefined) checkNotEmpty(filters, 'filters');
  const check = (channels: number | undefined) => {
    for (const filter of filters ?? [])
      checkIndex(filter, channels ?? null, `filter of layer '${call.name}'`);
  };
  check(channelsOf(call));
  const { values } = await mapBatches(n, splitOptions(options).run, (start, size) => {
    const [output] = valuesOf([call.outputs[0]], start, size);
    const last = layerOutput(output, call);
    // A graph model may not tell it before.
    check(last.shape.at(-1));
    const taken = filters && tf.gather(last, tf.tensor1d([...filters], 'int32'), last.rank - 1);
    return { values: taken ?? tf.clone(last) };
  });
  const channels = values.shape.at(-1)!;
  return {
    layer: call.name,
    filters: filters ? [...filters] : Array.from({ length: channels }, (_, i) => i),
    values: values.data,
    shape: [...values.shape],
  };
}
