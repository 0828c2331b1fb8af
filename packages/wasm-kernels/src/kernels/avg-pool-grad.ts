import { AvgPoolGrad } from '@tensorflow/tfjs-core';
import type { PoolAttrs } from '../conv-geometry';
import { poolGeometry } from '../conv-geometry';
import { trainingKernel } from '../training-kernel';
import { floats } from '../wasm-backend';

/**
 * Gradient of average-pooling: each window spreads its gradient evenly over the elements that it averaged. As the forward pass divides by
 * the number of elements inside the image, so does this (the stock kernels divide by the whole window, which is wrong at a padded border).
 *
 * dy `[N, H', W', C]`, input `[N, H, W, C]` => `[N, H, W, C]`, float32. Any window, stride and padding.
 */
export const avgPoolGrad = trainingKernel<'dy' | 'input', PoolAttrs>(
  AvgPoolGrad,
  ({ inputs: { dy, input }, attrs, backend }) => {
    const g = poolGeometry(input.shape, attrs);
    const channels = g.inChannels;
    const out = backend.makeOutput(input.shape, 'float32');
    const target = floats(backend, out).fill(0);
    const source = floats(backend, dy);
    let at = 0;
    for (let n = 0; n < g.batch; n++) {
      for (let y = 0; y < g.outHeight; y++) {
        const top = y * g.strideHeight - g.padTop;
        const [row0, row1] = [Math.max(0, top), Math.min(g.inHeight, top + g.kernelHeight)];
        for (let x = 0; x < g.outWidth; x++, at += channels) {
          const left = x * g.strideWidth - g.padLeft;
          const [column0, column1] = [Math.max(0, left), Math.min(g.inWidth, left + g.kernelWidth)];
          const share = 1 / ((row1 - row0) * (column1 - column0));
          for (let row = row0; row < row1; row++) {
            for (let column = column0; column < column1; column++) {
              const to = ((n * g.inHeight + row) * g.inWidth + column) * channels;
              for (let c = 0; c < channels; c++) target[to + c] += source[at + c] * share;
            }
          }
        }
      }
    }
    return out;
  },
);
