import { Conv2DBackpropFilter } from '@tensorflow/tfjs-core';
import type { ConvAttrs } from '../conv-geometry';
import { convGeometry } from '../conv-geometry';
import { filterGradient } from '../simd/convolution';
import { trainingKernel } from '../training-kernel';

/**
 * Gradient of a convolution to its filter: `dW[i, j, c, k] = sum over n, y, x of x[n, y*s + i - p, x*s + j - p, c] * dy[n, y, x, k]`.
 *
 * x `[N, H, W, C]`, dy `[N, H', W', K]` => `[kh, kw, C, K]`, float32. Any stride, padding and dilation.
 */
export const conv2DBackpropFilter = trainingKernel<'x' | 'dy', ConvAttrs & { filterShape: number[] }>(
  Conv2DBackpropFilter,
  ({ inputs: { x, dy }, attrs, backend }) => {
    const g = convGeometry(Conv2DBackpropFilter, { input: x.shape, filter: attrs.filterShape }, attrs);
    return filterGradient(backend, g, x, dy);
  },
);
