import { LeakyRelu, Prelu } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import { floats, runKernel, withScratch } from '../wasm-backend';

/** `x < 0 ? alpha * x : x` as the SIMD kernel of PReLU with one slope for all channels; int32 goes to the stock kernel. */
export const leakyRelu = trainingKernel<'x', { alpha: number }>(LeakyRelu, (call, stock) => {
  const { inputs, attrs, backend } = call;
  const channels = inputs.x.shape.at(-1) ?? 1;
  if (inputs.x.dtype !== 'float32' || channels === 0) return stock(call);
  return withScratch(backend, [channels], (alpha) => {
    floats(backend, alpha).fill(attrs.alpha);
    return runKernel(Prelu, backend, { x: inputs.x, alpha });
  });
});
