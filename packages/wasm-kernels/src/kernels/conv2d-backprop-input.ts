import { Conv2DBackpropInput } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { ConvAttrs, ConvGeometry } from '../conv-geometry';
import { convGeometry } from '../conv-geometry';
import { deferred } from '../deferred';
import { foldPatches, imagesPerPass } from '../patches';
import { canConvolve, convolve } from '../simd/convolution';
import { matrixProduct } from '../simd/matrix-product';
import { trainingKernel } from '../training-kernel';
import type { WasmBackend } from '../wasm-backend';
import { floats, reshaped, withSlice } from '../wasm-backend';

type Attrs = ConvAttrs & { inputShape: number[] };

/**
 * Gradient of a convolution to its input (and the transposed convolution):
 * `dx[n, h, w, c] = sum over i, j, k of dy[n, (h + p - i) / s, (w + p - j) / s, k] * W[i, j, c, k]`.
 * With stride 1 it is the forward convolution of dy with the filter turned by 180 degrees and transposed; otherwise a matrix product
 * whose patches are folded back. Computed only if it is used.
 *
 * dy `[N, H', W', K]`, filter `[kh, kw, C, K]` => `[N, H, W, C]`, float32. Any stride, padding and dilation.
 */
export const conv2DBackpropInput = trainingKernel<'dy' | 'filter', Attrs>(
  Conv2DBackpropInput,
  ({ inputs: { dy, filter }, attrs, backend }) => {
    const g = convGeometry(Conv2DBackpropInput, { input: attrs.inputShape, filter: filter.shape }, attrs);
    const back = backwards(g);
    const out = backend.makeOutput(attrs.inputShape, 'float32');
    return deferred(backend, out, [dy, filter], () => {
      if (back && canConvolve(back)) convolve(backend, back, dy, filter, out, {}, true);
      else byFolding(backend, g, dy, filter, out);
    });
  },
);

/** The geometry of the forward convolution from dy to dx, if there is one. */
function backwards(g: ConvGeometry): ConvGeometry | undefined {
  const plain = [g.strideHeight, g.strideWidth, g.dilationHeight, g.dilationWidth].every((v) => v === 1);
  if (!plain) return undefined;
  return {
    ...g,
    inHeight: g.outHeight,
    inWidth: g.outWidth,
    inChannels: g.outChannels,
    outHeight: g.inHeight,
    outWidth: g.inWidth,
    outChannels: g.inChannels,
    padTop: g.kernelHeight - 1 - g.padTop,
    padLeft: g.kernelWidth - 1 - g.padLeft,
  };
}

function byFolding(
  backend: WasmBackend,
  g: ConvGeometry,
  dy: TensorInfo,
  filter: TensorInfo,
  out: TensorInfo,
): void {
  const taps = g.kernelHeight * g.kernelWidth * g.inChannels;
  const pixels = g.outHeight * g.outWidth;
  const step = imagesPerPass(g);
  const matrix = reshaped(filter, [taps, g.outChannels]);
  floats(backend, out).fill(0);
  for (let first = 0; first < g.batch; first += step) {
    const images = Math.min(step, g.batch - first);
    const rows = [images * pixels, g.outChannels];
    const patches = withSlice(backend, dy, first * pixels * g.outChannels, rows, (slice) =>
      matrixProduct(backend, slice, matrix, { transposeA: false, transposeB: true }),
    );
    const offset = first * g.inHeight * g.inWidth * g.inChannels;
    foldPatches(floats(backend, patches), images, g, floats(backend, out), offset);
    backend.disposeData(patches.dataId);
  }
}
