import type { TensorInfo } from '@tensorflow/tfjs-core';
import { Add, Multiply, SquaredDifference, Sub, util } from '@tensorflow/tfjs-core';
import type { SimdKernels } from '../simd/simd-kernels';
import { simdKernels } from '../simd/simd-kernels';
import { trainingKernel } from '../training-kernel';
import { address } from '../wasm-backend';

/** Whether `row` is one value a channel of x, `[..., C]` and `[C]`, `[1, ..., C]`, and there is more than one row of x. */
function isRowOf(row: TensorInfo, x: TensorInfo): boolean {
  const columns = x.shape.at(-1) ?? 0;
  const [size, rowSize] = [util.sizeFromShape(x.shape), util.sizeFromShape(row.shape)];
  const float = x.dtype === 'float32' && row.dtype === 'float32';
  const fits = row.shape.length <= x.shape.length && row.shape.at(-1) === columns;
  return float && fits && columns > 1 && rowSize === columns && size > columns;
}

type Apply = (kernels: SimdKernels, x: number, rows: number, columns: number, row: number, y: number) => void;

/**
 * Arithmetic of a tensor and one value a channel (a bias, a mean, a scale), several times as fast as the stock kernel's general broadcasting;
 * everything else goes there.
 */
function rowArithmetic(name: string, apply: Apply, commutes: boolean) {
  return trainingKernel<'a' | 'b'>(name, (call, stock) => {
    const { inputs, backend } = call;
    const swapped = commutes && isRowOf(inputs.a, inputs.b);
    const [x, row] = swapped ? [inputs.b, inputs.a] : [inputs.a, inputs.b];
    if (!isRowOf(row, x)) return stock(call);
    const columns = row.shape.at(-1) ?? 0;
    const rows = util.sizeFromShape(x.shape) / columns;
    const out = backend.makeOutput(x.shape, 'float32');
    const [from, values, to] = [x, row, out].map((tensor) => address(backend, tensor));
    apply(simdKernels(backend), from, rows, columns, values, to);
    return out;
  });
}

/** `x + row`. */
export const add = rowArithmetic(
  Add,
  (k, x, rows, columns, row, y) => k.addRow(x, rows, columns, row, 1, y),
  true,
);

/** `x - row`. */
export const sub = rowArithmetic(
  Sub,
  (k, x, rows, columns, row, y) => k.addRow(x, rows, columns, row, -1, y),
  false,
);

/** `x * row`. */
export const multiply = rowArithmetic(
  Multiply,
  (k, x, rows, columns, row, y) => k.multiplyRow(x, rows, columns, row, y),
  true,
);

/** `(x - row)^2`. */
export const squaredDifference = rowArithmetic(
  SquaredDifference,
  (k, x, rows, columns, row, y) => k.squaredDifferenceRow(x, rows, columns, row, y),
  true,
);
