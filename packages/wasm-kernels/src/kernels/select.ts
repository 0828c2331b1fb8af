import { Select, util } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import { bits } from '../wasm-backend';

/** `condition ? t : e`, element by element, all of one shape and float32; else the stock kernel. */
export const select = trainingKernel<'condition' | 't' | 'e'>(Select, (call, stock) => {
  const { inputs, backend } = call;
  const { condition, t, e } = inputs;
  const alike = util.arraysEqual(condition.shape, t.shape) && util.arraysEqual(t.shape, e.shape);
  if (!alike || t.dtype !== 'float32' || e.dtype !== 'float32' || condition.dtype !== 'bool')
    return stock(call);
  const out = backend.makeOutput(t.shape, 'float32');
  const chosen = backend.typedArrayFromHeap(condition);
  const yes = bits(backend, t);
  const no = bits(backend, e);
  const target = bits(backend, out);
  for (let i = 0; i < target.length; i++) {
    const mask = -chosen[i];
    target[i] = (yes[i] & mask) | (no[i] & ~mask);
  }
  return out;
});
