import { Greater, util } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import { bits, floats } from '../wasm-backend';

/** `x > 0` of float32, as the gradient of LeakyReLU asks; any other comparison goes to the stock kernel. */
export const greater = trainingKernel<'a' | 'b'>(Greater, (call, stock) => {
  const { inputs, backend } = call;
  const { a, b } = inputs;
  const number = b.shape.length <= a.shape.length && util.sizeFromShape(b.shape) === 1;
  if (!number || a.dtype !== 'float32' || b.dtype !== 'float32' || floats(backend, b)[0] !== 0)
    return stock(call);
  const out = backend.makeOutput(a.shape, 'bool');
  const source = bits(backend, a);
  const target = backend.typedArrayFromHeap(out);
  for (let i = 0; i < target.length; i++) {
    const x = source[i];
    // The top bit is set for positive integers only; patterns above infinity are NaN, for which the second factor is 0.
    target[i] = ((-x & ~x) >>> 31) & ((x - POSITIVE_NAN) >>> 31);
  }
  return out;
});

const POSITIVE_NAN = 0x7f800001;
