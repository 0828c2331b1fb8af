import { Conv2D, FusedConv2D } from '@tensorflow/tfjs-core';
import type { ConvAttrs, ConvGeometry } from '../conv-geometry';
import { convGeometry } from '../conv-geometry';
import { canConvolve, convolve, fusedActivations } from '../simd/convolution';
import { trainingKernel } from '../training-kernel';

const outputShape = (g: ConvGeometry) => [g.batch, g.outHeight, g.outWidth, g.outChannels];

/** `[N, H, W, C]` and `[kh, kw, C, K]` => `[N, H', W', K]`; dilated and 1 x 1 convolutions go to the stock kernel. */
export const conv2D = trainingKernel<'x' | 'filter', ConvAttrs>(Conv2D, (call, stock) => {
  const { inputs, attrs, backend } = call;
  const { x, filter } = inputs;
  const g = convGeometry(Conv2D, { input: x.shape, filter: filter.shape }, attrs);
  if (!canConvolve(g)) return stock(call);
  const out = backend.makeOutput(outputShape(g), 'float32');
  convolve(backend, g, x, filter, out);
  return out;
});

interface FusedAttrs extends ConvAttrs {
  activation?: string;
  leakyreluAlpha?: number;
}

/** The same with bias `[K]` and activation in one pass; the activations that the stock kernel alone knows go there. */
export const fusedConv2D = trainingKernel<'x' | 'filter' | 'bias', FusedAttrs>(FusedConv2D, (call, stock) => {
  const { inputs, attrs, backend } = call;
  const { x, filter, bias } = inputs;
  const g = convGeometry(FusedConv2D, { input: x.shape, filter: filter.shape }, attrs);
  const activation = attrs.activation ?? 'linear';
  // Undefined where there is none, whatever the typings say.
  const rightBias = !bias || (bias.shape.length === 1 && bias.shape[0] === g.outChannels);
  if (!canConvolve(g) || !rightBias || !(activation in fusedActivations)) return stock(call);
  const out = backend.makeOutput(outputShape(g), 'float32');
  convolve(backend, g, x, filter, out, { bias, activation, alpha: attrs.leakyreluAlpha });
  return out;
});
