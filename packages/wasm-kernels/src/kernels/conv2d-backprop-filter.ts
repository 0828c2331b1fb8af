import { BatchMatMul, Conv2DBackpropFilter } from '@tensorflow/tfjs-core';
import type { ConvAttrs } from '../conv-geometry';
import { convGeometry } from '../conv-geometry';
import { imagesPerPass, unfoldPlanes } from '../patches';
import { trainingKernel } from '../training-kernel';
import { transposeMatrix } from '../transpose-matrix';
import { floats, runKernel, withScratch, withSlice } from '../wasm-backend';

/**
 * Gradient of a convolution to its filter: `dW[i, j, c, k] = sum over n, y, x of x[n, y*s + i, x*s + j, c] * dy[n, y, x, k]`, as one
 * matrix product (patches transposed) x dy, a few images at a time. dy is used as it lies in memory.
 *
 * x `[N, H, W, C]`, dy `[N, H', W', K]` => `[kh, kw, C, K]`, float32. Any stride, padding and dilation.
 */
export const conv2DBackpropFilter = trainingKernel<'x' | 'dy', ConvAttrs & { filterShape: number[] }>(
  Conv2DBackpropFilter,
  ({ inputs: { x, dy }, attrs, backend }) => {
    const g = convGeometry(Conv2DBackpropFilter, { input: x.shape, filter: attrs.filterShape }, attrs);
    const rows = g.kernelHeight * g.kernelWidth * g.inChannels;
    const perImage = { input: g.inHeight * g.inWidth, output: g.outHeight * g.outWidth };
    const step = imagesPerPass(g);
    const out = backend.makeOutput(attrs.filterShape, 'float32');
    floats(backend, out).fill(0);

    const addPass = (first: number, images: number) =>
      withScratch(backend, [g.inChannels, images * perImage.input], (planes) =>
        withScratch(backend, [rows, images * perImage.output], (patches) => {
          const source = floats(backend, x);
          const planeValues = floats(backend, planes);
          const offset = first * perImage.input * g.inChannels;
          transposeMatrix(source, offset, images * perImage.input, g.inChannels, planeValues);
          unfoldPlanes(planeValues, images, g, floats(backend, patches));
          const dyOffset = first * perImage.output * g.outChannels;
          const part = withSlice(backend, dy, dyOffset, [images * perImage.output, g.outChannels], (b) =>
            runKernel(BatchMatMul, backend, { a: patches, b }, { transposeA: false, transposeB: false }),
          );
          const sum = floats(backend, out);
          const values = floats(backend, part);
          for (let i = 0; i < sum.length; i++) sum[i] += values[i];
          backend.disposeData(part.dataId);
        }),
      );
    for (let first = 0; first < g.batch; first += step) addPass(first, Math.min(step, g.batch - first));
    return out;
  },
);
