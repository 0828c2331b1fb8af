import type * as tf from '@tensorflow/tfjs-core';
import type { LayerCall } from '../graph/graph';
import { toChannelsLast } from '../graph/layers/layer-part';

/** What a layer puts out with its channels last, `[n, ..., channels]`. Call inside a tidy. */
export function layerOutput(value: tf.Tensor, { channelsFirst }: LayerCall): tf.Tensor {
  return channelsFirst && value.rank > 2 ? toChannelsLast(value) : value;
}

/** The number of its channels, where the model tells. */
export function channelsOf({ shape, channelsFirst }: LayerCall): number | undefined {
  const channels = channelsFirst && shape.length > 2 ? shape[1] : shape.at(-1);
  return channels ?? undefined;
}
