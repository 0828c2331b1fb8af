import * as tf from '@tensorflow/tfjs-core';
import type { WasmBackend } from './wasm-backend';

/**
 * An output that is computed when something first asks for it, and never if nothing does. TF.js's fused convolution computes the gradients of
 * all its inputs at once, that of the images at the bottom of a net included, which training throws away (a seventh of a step of `leaky4`).
 *
 * The backend's record of a tensor is looked at by whoever uses the tensor, through its `id` or `memoryOffset`; here these two compute first.
 *
 * @param inputs are held until then
 * @param compute fills the tensor; `inputs` and the output lie where they will stay
 */
export function deferred(
  backend: WasmBackend,
  out: tf.TensorInfo,
  inputs: tf.TensorInfo[],
  compute: () => void,
): tf.TensorInfo {
  const record = backend.dataIdMap.get(out.dataId);
  const { id, memoryOffset } = record;
  inputs.forEach(({ dataId }) => backend.incRef(dataId));
  const settle = () => {
    Object.defineProperties(record, { id: { value: id }, memoryOffset: { value: memoryOffset } });
    // Nobody holds the tensor any more when the backend looks where the memory is that it is about to free.
    if (record.refCount > 0) compute();
    inputs.forEach(({ dataId }) => release(backend, dataId));
  };
  Object.defineProperties(record, {
    id: { get: () => (settle(), id), configurable: true },
    memoryOffset: { get: () => (settle(), memoryOffset), configurable: true },
  });
  return out;
}

/** Gives back a reference; TF.js's books only know of the ones that it gave out itself. */
function release(backend: WasmBackend, dataId: object): void {
  const storage = backend as unknown as tf.KernelBackend;
  if (backend.disposeData(dataId)) tf.engine().removeDataId(dataId, storage);
}
