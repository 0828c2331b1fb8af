import { BatchMatMul, _FusedMatMul } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { fusedActivations } from '../simd/convolution';
import { matrixProduct } from '../simd/matrix-product';
import { trainingKernel } from '../training-kernel';
import { transposeMatrix } from '../transpose-matrix';
import type { WasmBackend } from '../wasm-backend';
import { floats, withScratch } from '../wasm-backend';

interface Attrs {
  transposeA: boolean;
  transposeB: boolean;
}

interface FusedAttrs extends Attrs {
  activation?: string;
  leakyreluAlpha?: number;
}

const isMatrix = (x: TensorInfo) =>
  x.dtype === 'float32' && x.shape.slice(0, -2).every((size) => size === 1) && !x.shape.includes(0);

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
 * `a x b`, `[..., M, K] x [..., K, N]`, either side transposed on demand: the products that dense layers and their gradients are made of, where
 * the stock kernel walks transposed operands number by number. Batches of several matrices go there.
 */
export const batchMatMul = trainingKernel<'a' | 'b', Attrs>(BatchMatMul, (call, stock) => {
  const { inputs, attrs, backend } = call;
  const { transposeA, transposeB } = attrs;
  const { a, b } = inputs;
  if (!isMatrix(a) || !isMatrix(b)) return stock(call);
  return withTransposed(backend, a, transposeA && transposeB, (left) =>
    matrixProduct(backend, left, b, { transposeA: transposeA && !transposeB, transposeB }),
  );
});

/** `activation(a x b + bias)`, bias `[N]`; operands that the stock kernel gets, for the activations that it alone knows, are transposed first. */
export const fusedMatMul = trainingKernel<'a' | 'b' | 'bias', FusedAttrs>(_FusedMatMul, (call, stock) => {
  const { inputs, attrs, backend } = call;
  const { transposeA, transposeB, activation = 'linear', leakyreluAlpha } = attrs;
  const { a, b } = inputs;
  if (!isMatrix(a) || !isMatrix(b)) return stock(call);
  // Undefined where there is none, whatever the typings say.
  const bias = inputs.bias as TensorInfo | undefined;
  const columns = b.shape.at(transposeB ? -2 : -1);
  const rightBias = !bias || (bias.shape.length === 1 && bias.shape[0] === columns);
  return withTransposed(backend, a, transposeA, (left) => {
    if (rightBias && activation in fusedActivations) {
      const epilogue = { bias, activation, alpha: leakyreluAlpha };
      return matrixProduct(backend, left, b, { transposeA: false, transposeB, ...epilogue });
    }
    return withTransposed(backend, b, transposeB, (right) =>
      stock({
        inputs: { ...inputs, a: left, b: right },
        attrs: { ...attrs, transposeA: false, transposeB: false },
        backend,
      }),
    );
  });
});
