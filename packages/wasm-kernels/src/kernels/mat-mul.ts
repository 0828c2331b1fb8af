import { BatchMatMul, _FusedMatMul } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { KernelCall } from '../training-kernel';
import { trainingKernel } from '../training-kernel';
import { transposeMatrix } from '../transpose-matrix';
import type { WasmBackend } from '../wasm-backend';
import { floats, withScratch } from '../wasm-backend';

interface Attrs {
  transposeA: boolean;
  transposeB: boolean;
}

/** Lends `use` the matrix with its two last axes swapped, or the matrix itself if it is not to be transposed. */
function withTransposed<T>(
  backend: WasmBackend,
  matrix: TensorInfo,
  transpose: boolean,
  use: (matrix: TensorInfo) => T,
): T {
  if (!transpose) return use(matrix);
  const [rows, columns] = matrix.shape.slice(-2);
  const swapped = [...matrix.shape.slice(0, -2), columns, rows];
  return withScratch(backend, swapped, (scratch) => {
    transposeMatrix(floats(backend, matrix), 0, rows, columns, floats(backend, scratch));
    return use(scratch);
  });
}

/**
 * Matrix product that transposes its operands first: the stock kernel is fast only for plain operands. Batches of several matrices go to
 * the stock kernel.
 */
function transposingMatMul(name: string) {
  return trainingKernel<'a' | 'b', Attrs>(name, (call: KernelCall<'a' | 'b', Attrs>, stock) => {
    const { inputs, attrs, backend } = call;
    const { a, b } = inputs;
    const one = (x: TensorInfo) => x.dtype === 'float32' && x.shape.slice(0, -2).every((size) => size === 1);
    if (!(attrs.transposeA || attrs.transposeB) || !one(a) || !one(b)) return stock(call);
    return withTransposed(backend, a, attrs.transposeA, (plainA) =>
      withTransposed(backend, b, attrs.transposeB, (plainB) =>
        stock({
          inputs: { ...inputs, a: plainA, b: plainB },
          attrs: { ...attrs, transposeA: false, transposeB: false },
          backend,
        }),
      ),
    );
  });
}

/** `a x b`, `[..., M, K] x [..., K, N]`, either side transposed on demand. */
export const batchMatMul = transposingMatMul(BatchMatMul);

/** `activation(a x b + bias)`. */
export const fusedMatMul = transposingMatMul(_FusedMatMul);
