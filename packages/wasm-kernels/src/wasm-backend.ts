import * as tf from '@tensorflow/tfjs-core';

/** The part of TF.js's `BackendWasm` that the kernels use. */
export interface WasmBackend {
  wasm: {
    tfjs: { disposeData(id: number): void };
    /** The memory: of the threaded build, and of the others. */
    wasmMemory?: WebAssembly.Memory;
    asm: { memory: WebAssembly.Memory };
  };
  dataIdMap: {
    get(dataId: object): { id: number; memoryOffset: number; refCount: number };
    delete(dataId: object): boolean;
  };
  makeOutput(shape: number[], dtype: tf.DataType, memoryOffset?: number): tf.TensorInfo;
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array | Int32Array | Uint8Array;
  disposeData(dataId: object): boolean;
  incRef(dataId: object): void;
}

/**
 * The float32 values of a tensor, in place. Whatever allocates may grow the heap and detach the view, so allocate everything first and take
 * views last (`register` has brought the inputs here before a kernel runs).
 */
export function floats(backend: WasmBackend, info: tf.TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(info) as Float32Array;
}

/** Where the values of a tensor lie in the backend's memory, in bytes. */
export function address(backend: WasmBackend, info: tf.TensorInfo): number {
  return backend.dataIdMap.get(info.dataId).memoryOffset;
}

/** Runs another kernel of the wasm backend directly: no tape, no tracking; the result is the caller's to release. */
export function runKernel(
  name: string,
  backend: WasmBackend,
  inputs: Record<string, tf.TensorInfo>,
  attrs: Record<string, unknown> = {},
): tf.TensorInfo {
  const kernel = tf.getKernel(name, 'wasm');
  return kernel.kernelFunc({
    inputs,
    backend,
    attrs: attrs as unknown as tf.NamedAttrMap,
  }) as tf.TensorInfo;
}

/** Allocates uninitialised float32 scratch, lends it to `use`, frees it. */
export function withScratch<T>(backend: WasmBackend, shape: number[], use: (scratch: tf.TensorInfo) => T): T {
  const scratch = backend.makeOutput(shape, 'float32');
  try {
    return use(scratch);
  } finally {
    backend.disposeData(scratch.dataId);
  }
}

/** The same for so many bytes, lent by their address. */
export function withBytes<T>(backend: WasmBackend, bytes: number, use: (address: number) => T): T {
  return withScratch(backend, [Math.ceil(bytes / 4)], (scratch) => use(address(backend, scratch)));
}

/** Lends `use` a float32 tensor that shares the memory of `whole` from element `offset` on: a slice without a copy. */
export function withSlice<T>(
  backend: WasmBackend,
  whole: tf.TensorInfo,
  offset: number,
  shape: number[],
  use: (slice: tf.TensorInfo) => T,
): T {
  const start = backend.dataIdMap.get(whole.dataId).memoryOffset + 4 * offset;
  const slice = backend.makeOutput(shape, 'float32', start);
  try {
    return use(slice);
  } finally {
    // Not disposeData: the memory belongs to `whole`. The wasm side still has to forget the id and what it cached for it.
    backend.wasm.tfjs.disposeData(backend.dataIdMap.get(slice.dataId).id);
    backend.dataIdMap.delete(slice.dataId);
  }
}

/**
 * The same data under another shape, for a call of another kernel; owns nothing. Not for the second operand of a matrix product: the stock kernel
 * keeps what it packed of that by data id, whatever the shape, and writes out of bounds when it meets the id again under another one.
 */
export function reshaped(info: tf.TensorInfo, shape: number[]): tf.TensorInfo {
  return { dataId: info.dataId, shape, dtype: info.dtype };
}
