import { AvgPoolGrad } from '@tensorflow/tfjs-core';
import type { PoolAttrs } from '../conv-geometry';
import { poolGeometry, windowArguments } from '../conv-geometry';
import { simdKernels } from '../simd/simd-kernels';
import { trainingKernel } from '../training-kernel';
import { address } from '../wasm-backend';

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
    const out = backend.makeOutput(input.shape, 'float32');
    simdKernels(backend).avgPoolGradient(address(backend, dy), ...windowArguments(g), address(backend, out));
    return out;
  },
);
