import { BatchMatMul, Conv2D, Conv2DBackpropInput } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvAttrs, ConvGeometry } from '../conv-geometry';
import { convGeometry } from '../conv-geometry';
import { foldPatches, imagesPerPass } from '../patches';
import { trainingKernel } from '../training-kernel';
import { transposeMatrix } from '../transpose-matrix';
import type { WasmBackend } from '../wasm-backend';
import { floats, reshaped, runKernel, withScratch, withSlice } from '../wasm-backend';

/** Below this many input channels the forward convolution pads its output tile so much that folding is faster (measured). */
const FEW_CHANNELS = 8;

type Attrs = ConvAttrs & { inputShape: number[] };

/**
 * Gradient of a convolution to its input (and the transposed convolution):
 * `dx[n, h, w, c] = sum over i, j, k of dy[n, (h + p - i) / s, (w + p - j) / s, k] * W[i, j, c, k]`.
 * With stride 1 it is the forward convolution of dy with the filter turned by 180 degrees and transposed; otherwise a matrix product
 * whose patches are folded back.
 *
 * dy `[N, H', W', K]`, filter `[kh, kw, C, K]` => `[N, H, W, C]`, float32. Any stride, padding and dilation.
 */
export const conv2DBackpropInput = trainingKernel<'dy' | 'filter', Attrs>(
  Conv2DBackpropInput,
  ({ inputs: { dy, filter }, attrs, backend }) => {
    const g = convGeometry(Conv2DBackpropInput, { input: attrs.inputShape, filter: filter.shape }, attrs);
    return (
      (g.inChannels >= FEW_CHANNELS && asForwardConvolution(dy, filter, g, backend)) ||
      byFolding(dy, filter, g, backend)
    );
  },
);

function asForwardConvolution(dy: TensorInfo, filter: TensorInfo, g: ConvGeometry, backend: WasmBackend) {
  const { kernelHeight, kernelWidth, inChannels, outChannels } = g;
  const top = kernelHeight - 1 - g.padTop;
  const left = kernelWidth - 1 - g.padLeft;
  const bottom = g.inHeight - g.outHeight + kernelHeight - 1 - top;
  const right = g.inWidth - g.outWidth + kernelWidth - 1 - left;
  const plain = [g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth].every((v) => v === 1);
  if (!plain || Math.min(top, left, bottom, right) < 0) return undefined;
  return withScratch(backend, [kernelHeight, kernelWidth, outChannels, inChannels], (turned) => {
    const source = floats(backend, filter);
    const target = floats(backend, turned);
    const taps = kernelHeight * kernelWidth;
    const size = inChannels * outChannels;
    for (let tap = 0; tap < taps; tap++) {
      const block = target.subarray((taps - 1 - tap) * size, (taps - tap) * size);
      transposeMatrix(source, tap * size, inChannels, outChannels, block);
    }
    const pad = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    return runKernel(
      Conv2D,
      backend,
      { x: dy, filter: turned },
      { strides: [1, 1], pad, dataFormat: 'NHWC', dilations: [1, 1] },
    );
  });
}

function byFolding(dy: TensorInfo, filter: TensorInfo, g: ConvGeometry, backend: WasmBackend): TensorInfo {
  const taps = g.kernelHeight * g.kernelWidth * g.inChannels;
  const pixels = g.outHeight * g.outWidth;
  const step = imagesPerPass(g);
  const out = backend.makeOutput([g.batch, g.inHeight, g.inWidth, g.inChannels], 'float32');
  floats(backend, out).fill(0);
  return withScratch(backend, [g.outChannels, taps], (transposed) => {
    transposeMatrix(floats(backend, filter), 0, taps, g.outChannels, floats(backend, transposed));
    for (let first = 0; first < g.batch; first += step) {
      const images = Math.min(step, g.batch - first);
      const rows = [images * pixels, g.outChannels];
      const patches = withSlice(backend, dy, first * pixels * g.outChannels, rows, (a) =>
        runKernel(BatchMatMul, backend, { a, b: transposed }, { transposeA: false, transposeB: false }),
      );
      const offset = first * g.inHeight * g.inWidth * g.inChannels;
      foldPatches(floats(backend, patches), images, g, floats(backend, out), offset);
      backend.disposeData(patches.dataId);
    }
    return reshaped(out, out.shape);
  });
}
