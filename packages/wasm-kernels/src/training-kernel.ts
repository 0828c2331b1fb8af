import type { KernelFunc, NamedAttrMap, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import type { WasmBackend } from './wasm-backend';
import { address } from './wasm-backend';

/** What a kernel is called with: the input tensors by name, the attributes of the op, the wasm backend. */
interface KernelCall<Inputs extends string, Attrs> {
  inputs: Record<Inputs, TensorInfo>;
  attrs: Attrs;
  backend: WasmBackend;
}

/** One kernel of ours: its name in TF.js, and how it is built from the stock one (absent where wasm has none). */
export interface TrainingKernel {
  name: string;
  build: (stock: KernelFunc | undefined) => KernelFunc;
}

type Run<Inputs extends string, Attrs> = (
  call: KernelCall<Inputs, Attrs>,
  stock: (call: KernelCall<Inputs, Attrs>) => TensorInfo,
) => TensorInfo;

/**
 * Declares a kernel. `run` gets the stock kernel to fall back on, for shapes and types where that one is as good.
 * The inputs belong to the caller; the result must own its data (one reference).
 */
export function trainingKernel<Inputs extends string, Attrs = NamedAttrMap>(
  name: string,
  run: Run<Inputs, Attrs>,
): TrainingKernel {
  return {
    name,
    build: (stock) => {
      const fallBack = (call: KernelCall<Inputs, Attrs>): TensorInfo => {
        if (!stock) throw new Error(`${name}: the wasm backend has no kernel for this call`);
        return stock(call as unknown as Parameters<KernelFunc>[0]) as TensorInfo;
      };
      return (params) => {
        const call = params as unknown as KernelCall<Inputs, Attrs>;
        bringHere(call.backend, params.inputs);
        return run(call, fallBack);
      };
    },
  };
}

/**
 * `get` moves a tensor that another backend holds, and looking up its address computes a deferred one. Either may grow the heap, so it is done
 * before any view is taken.
 */
function bringHere(backend: WasmBackend, inputs: NamedTensorInfoMap): void {
  for (const input of Object.values(inputs)) if (input) address(backend, input);
}
