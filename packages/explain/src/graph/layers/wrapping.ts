import * as tf from '@tensorflow/tfjs-core';
import type { Layer, LayerRule } from './layer-part';

/** What the gradients of layers that run as they are ask for. */
const kernelsByLayer: Record<string, readonly string[]> = {
  // The fused convolution wants the filter's gradient, too.
  Conv2D: ['Conv2DBackpropFilter'],
  DepthwiseConv2D: ['DepthwiseConv2dNativeBackpropInput'],
  SeparableConv2D: ['DepthwiseConv2dNativeBackpropInput'],
};

export const wrapping: Record<string, LayerRule> = {
  /** The layer inside, once on the images of all times, where TF.js goes through the times one by one. */
  TimeDistributed: ({ fields: { layer }, whole, inputShapes: [[, time, ...shape]], outputRank, partsOf }) => {
    if (!layer) return undefined;
    if ('layers' in layer || time === null) {
      return [{ op: 'opaque', compute: whole, gradientKernels: kernelsInside(layer) }];
    }
    return [
      { op: 'rearrange', compute: ([x]) => [tf.reshape(x, [x.shape[0] * time, ...x.shape.slice(2)])] },
      ...partsOf(layer, { kwargs: {}, inputShapes: [[null, ...shape]], outputRank: outputRank - 1 }),
      { op: 'rearrange', compute: ([y]) => [tf.reshape(y, [y.shape[0] / time, time, ...y.shape.slice(1)])] },
    ];
  },
};

function kernelsInside(layer: Layer): string[] {
  const { layers = [] } = layer as { layers?: Layer[] };
  return [...(kernelsByLayer[layer.getClassName()] ?? []), ...layers.flatMap(kernelsInside)];
}
