import {
  DepthwiseConv2dNativeBackpropFilter,
  DepthwiseConv2dNativeBackpropInput,
} from '@tensorflow/tfjs-core';
import type { ConvAttrs, ConvGeometry } from '../conv-geometry';
import { axesOf, convGeometry, validRange, windowArguments } from '../conv-geometry';
import { simdKernels } from '../simd/simd-kernels';
import { trainingKernel } from '../training-kernel';
import { address, floats } from '../wasm-backend';

/** Calls `visit` for every tap and every output pixel whose tap falls inside the image, with their first channel's places. */
function forEachPixel(g: ConvGeometry, visit: (input: number, output: number, tap: number) => void): void {
  const { vertical, horizontal } = axesOf(g);
  for (let i = 0; i < g.kernelHeight; i++) {
    const [top, bottom] = validRange(vertical, i);
    for (let j = 0; j < g.kernelWidth; j++) {
      const [left, right] = validRange(horizontal, j);
      const tap = (i * g.kernelWidth + j) * g.outChannels;
      for (let n = 0; n < g.batch; n++) {
        for (let y = top; y < bottom; y++) {
          const row = y * g.strideHeight - g.padTop + i * g.dilationHeight;
          for (let x = left; x < right; x++) {
            const column = x * g.strideWidth - g.padLeft + j * g.dilationWidth;
            const input = ((n * g.inHeight + row) * g.inWidth + column) * g.inChannels;
            visit(input, ((n * g.outHeight + y) * g.outWidth + x) * g.outChannels, tap);
          }
        }
      }
    }
  }
}

/**
 * Gradient of a depthwise convolution to its input.
 * dy `[N, H', W', C * m]`, filter `[kh, kw, C, m]` => `[N, H, W, C]`, float32. Any stride, padding, dilation; fast for m = 1.
 */
export const depthwiseBackpropInput = trainingKernel<'dy' | 'filter', ConvAttrs & { inputShape: number[] }>(
  DepthwiseConv2dNativeBackpropInput,
  ({ inputs: { dy, filter }, attrs, backend }) => {
    const shapes = { input: attrs.inputShape, filter: filter.shape };
    const g = convGeometry(DepthwiseConv2dNativeBackpropInput, shapes, attrs, true);
    const out = backend.makeOutput(attrs.inputShape, 'float32');
    if (g.outChannels === g.inChannels) {
      const [from, weights, to] = [dy, filter, out].map((tensor) => address(backend, tensor));
      simdKernels(backend).depthwiseInputGradient(from, weights, ...windowArguments(g, true), to);
      return out;
    }
    const gradient = floats(backend, dy);
    const weights = floats(backend, filter);
    const target = floats(backend, out).fill(0);
    const multiplier = g.outChannels / g.inChannels;
    forEachPixel(g, (input, output, tap) => {
      let k = 0;
      for (let c = 0; c < g.inChannels; c++) {
        for (let m = 0; m < multiplier; m++, k++)
          target[input + c] += gradient[output + k] * weights[tap + k];
      }
    });
    return out;
  },
);

/**
 * Gradient of a depthwise convolution to its filter.
 * x `[N, H, W, C]`, dy `[N, H', W', C * m]` => `[kh, kw, C, m]`, float32. Any stride, padding, dilation.
 */
export const depthwiseBackpropFilter = trainingKernel<'x' | 'dy', ConvAttrs & { filterShape: number[] }>(
  DepthwiseConv2dNativeBackpropFilter,
  ({ inputs: { x, dy }, attrs, backend }) => {
    const shapes = { input: x.shape, filter: attrs.filterShape };
    const g = convGeometry(DepthwiseConv2dNativeBackpropFilter, shapes, attrs, true);
    const out = backend.makeOutput(attrs.filterShape, 'float32');
    if (g.outChannels === g.inChannels) {
      const [a, b, to] = [x, dy, out].map((tensor) => address(backend, tensor));
      simdKernels(backend).depthwiseFilterGradient(a, b, ...windowArguments(g, true), to);
      return out;
    }
    const source = floats(backend, x);
    const gradient = floats(backend, dy);
    const sums = new Float64Array(g.kernelHeight * g.kernelWidth * g.outChannels);
    const multiplier = g.outChannels / g.inChannels;
    forEachPixel(g, (input, output, tap) => {
      let k = 0;
      for (let c = 0; c < g.inChannels; c++) {
        for (let m = 0; m < multiplier; m++, k++) sums[tap + k] += source[input + c] * gradient[output + k];
      }
    });
    floats(backend, out).set(sums);
    return out;
  },
);
