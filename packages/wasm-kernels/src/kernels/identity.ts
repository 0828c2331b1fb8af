import type { TensorInfo } from '@tensorflow/tfjs-core';
import { Cast, Identity } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import type { WasmBackend } from '../wasm-backend';

/** Another reference to the same data, as on the other backends; the stock kernels copy. Tensors are immutable, so nobody can tell. */
function referenceTo(backend: WasmBackend, x: TensorInfo): TensorInfo {
  backend.incRef(x.dataId);
  return { dataId: x.dataId, shape: x.shape, dtype: x.dtype };
}

/** The same tensor. */
export const identity = trainingKernel<'x'>(Identity, (call, stock) => {
  const { inputs, backend } = call;
  return inputs.x.dtype === 'string' ? stock(call) : referenceTo(backend, inputs.x);
});

/** The same tensor where it has the type already, which moments and products ask for to be safe. */
export const cast = trainingKernel<'x', { dtype: string }>(Cast, (call, stock) => {
  const { inputs, attrs, backend } = call;
  const same = inputs.x.dtype === attrs.dtype && attrs.dtype !== 'string';
  return same ? referenceTo(backend, inputs.x) : stock(call);
});
