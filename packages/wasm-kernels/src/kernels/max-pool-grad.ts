import { MaxPoolGrad } from '@tensorflow/tfjs-core';
import type { PoolAttrs } from '../conv-geometry';
import { poolGeometry, windowArguments } from '../conv-geometry';
import { simdKernels } from '../simd/simd-kernels';
import { trainingKernel } from '../training-kernel';
import { address } from '../wasm-backend';

/**
 * Gradient of max-pooling: each window hands its gradient to its largest element, the first one (row by row) of equals; where windows
 * overlap the gradients add up. The largest element is the one with the bits of the output.
 *
 * dy and output `[N, H', W', C]`, input `[N, H, W, C]` => `[N, H, W, C]`, float32. Any window, stride and padding.
 */
export const maxPoolGrad = trainingKernel<'dy' | 'input' | 'output', PoolAttrs>(
  MaxPoolGrad,
  ({ inputs: { dy, input, output }, attrs, backend }) => {
    const g = poolGeometry(input.shape, attrs);
    const out = backend.makeOutput(input.shape, 'float32');
    const [from, x, y, to] = [dy, input, output, out].map((tensor) => address(backend, tensor));
    simdKernels(backend).maxPoolGradient(from, x, y, ...windowArguments(g), to);
    return out;
  },
);
