import { util } from '@tensorflow/tfjs-core';
import { simdKernels } from '../simd/simd-kernels';
import { trainingKernel } from '../training-kernel';
import { address } from '../wasm-backend';

/** Not ops of TF.js: what our gradients are made of. */
export const RELU_GRADIENT = 'FerReluGradient';
export const SCALED_PRODUCT = 'FerScaledProduct';

/** `x > 0 ? dy : slope * dy`, dy and x of one shape. */
export const reluGradient = trainingKernel<'dy' | 'x', { slope: number }>(
  RELU_GRADIENT,
  ({ inputs: { dy, x }, attrs, backend }) => {
    const out = backend.makeOutput(x.shape, 'float32');
    const [gradient, input, to] = [dy, x, out].map((tensor) => address(backend, tensor));
    simdKernels(backend).reluGradient(gradient, input, util.sizeFromShape(x.shape), attrs.slope, to);
    return out;
  },
);

/** `factor * a * b`, a and b of one shape. */
export const scaledProduct = trainingKernel<'a' | 'b', { factor: number }>(
  SCALED_PRODUCT,
  ({ inputs: { a, b }, attrs, backend }) => {
    const out = backend.makeOutput(a.shape, 'float32');
    const [first, second, to] = [a, b, out].map((tensor) => address(backend, tensor));
    simdKernels(backend).scaledProduct(first, second, util.sizeFromShape(a.shape), attrs.factor, to);
    return out;
  },
);
