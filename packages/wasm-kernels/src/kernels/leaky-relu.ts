import { LeakyRelu } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import { bits, floats } from '../wasm-backend';

/** `x < 0 ? alpha * x : x`, float32 of any shape; int32 goes to the stock kernel. The slope is looked up by the sign bit: no branch. */
export const leakyRelu = trainingKernel<'x', { alpha: number }>(LeakyRelu, (call, stock) => {
  const { inputs, attrs, backend } = call;
  if (inputs.x.dtype !== 'float32') return stock(call);
  const out = backend.makeOutput(inputs.x.shape, 'float32');
  const slopes = Float32Array.of(1, attrs.alpha);
  const source = floats(backend, inputs.x);
  const signs = bits(backend, inputs.x);
  const target = floats(backend, out);
  for (let i = 0; i < target.length; i++) target[i] = source[i] * slopes[signs[i] >>> 31];
  return out;
});
