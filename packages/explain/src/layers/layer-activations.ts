import * as tf from '@tensorflow/tfjs-core';
import type { Images } from '../common/images';
import { mapBatches } from '../common/map-batches';
import type { RunOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { prepareInside } from './prepare-inside';
import { wantedLayers } from './wanted-layers';

export interface LayerActivationsOptions extends RunOptions {
  /** Names of the layers. Default: every layer in the order of the graph, but inputs and nested models as a whole. */
  layers?: readonly string[];
}

/** The output of one layer; of a layer with several outputs the first. */
export interface LayerActivation {
  layer: string;
  values: Float32Array;
  /** `[n, ...]`, for a convolution `[n, h, w, channels]`. */
  shape: number[];
}

/**
 * What the layers put out for these images, as named: after the activation where a layer has its own.
 * Inference mode: dropout is off, batch normalisation uses its moving statistics. One forward pass an image.
 * Throws on an unknown layer (the error lists the names).
 *
 * @example
 * const [conv1, conv2] = await layerActivations(model, images, { layers: ['conv1', 'conv2'] });
 * conv1.shape; // [n, 48, 48, 64]
 */
export async function layerActivations(
  model: ExplainableModel,
  images: Images,
  options: LayerActivationsOptions = {},
): Promise<LayerActivation[]> {
  const { layers } = options;
  const { graph, n, valuesOf } = await prepareInside('layerActivations', model, images, options);
  const calls = wantedLayers(graph, layers);
  const wanted = calls.map((call) => call.outputs[0]);
  const results = await mapBatches(n, splitOptions(options).run, (start, size) => {
    const values = valuesOf(wanted, start, size);
    // A layer that passes its input on (dropout) shares the tensor: each result needs its own.
    return Object.fromEntries(values.map((value, i) => [i, tf.clone(value)]));
  });
  return calls.map(({ name }, i) => ({ layer: name, values: results[i].data, shape: [...results[i].shape] }));
}
