import type { TensorInfo } from '@tensorflow/tfjs-core';
import { FusedBatchNorm, util } from '@tensorflow/tfjs-core';
import { simdKernels } from '../simd/simd-kernels';
import { trainingKernel } from '../training-kernel';
import { address, floats, withBytes, withScratch } from '../wasm-backend';

/** Not an op of TF.js: see `batchNormSums`. */
export const BATCH_NORM_SUMS = 'FerBatchNormSums';

interface Inputs {
  x: TensorInfo;
  mean: TensorInfo;
  variance: TensorInfo;
  scale?: TensorInfo;
  offset?: TensorInfo;
}

/** `(x - mean) / sqrt(variance + epsilon) * scale + offset` with one value a channel, in one pass over x; else the stock kernel. */
export const batchNorm = trainingKernel<keyof Inputs, { varianceEpsilon: number }>(
  FusedBatchNorm,
  (call, stock) => {
    const { attrs, backend } = call;
    const inputs: Inputs = call.inputs;
    const { x, mean, variance, scale, offset } = inputs;
    const columns = x.shape.at(-1) ?? 0;
    const perChannel = [mean, variance, scale, offset].every(
      (p) => !p || util.sizeFromShape(p.shape) === columns,
    );
    if (!perChannel || x.dtype !== 'float32' || columns === 0) return stock(call);
    const rows = util.sizeFromShape(x.shape) / columns;
    const out = backend.makeOutput(x.shape, 'float32');
    withScratch(backend, [2, columns], (row) => {
      const values = floats(backend, row);
      const [variances, scales, offsets] = [variance, scale, offset].map((p) => p && floats(backend, p));
      for (let c = 0; c < columns; c++) {
        values[c] = (scales?.[c] ?? 1) / Math.sqrt((variances?.[c] ?? 1) + attrs.varianceEpsilon);
        values[columns + c] = offsets?.[c] ?? 0;
      }
      const factor = address(backend, row);
      const [from, centre, to] = [x, mean, out].map((tensor) => address(backend, tensor));
      simdKernels(backend).normalizeColumns(from, rows, columns, centre, factor, factor + 4 * columns, to);
    });
    return out;
  },
);

/**
 * What the gradient of batch normalisation sums, in one pass: row 0 `sum of dy`, row 1 `sum of dy * (x - mean)`, for every channel.
 * dy and x `[..., C]`, mean `[C]` => `[2, C]`.
 */
export const batchNormSums = trainingKernel<'dy' | 'x' | 'mean'>(BATCH_NORM_SUMS, ({ inputs, backend }) => {
  const { dy, x, mean } = inputs;
  const columns = x.shape.at(-1) ?? 0;
  const rows = util.sizeFromShape(x.shape) / columns;
  const out = backend.makeOutput([2, columns], 'float32');
  const kernels = simdKernels(backend);
  withBytes(backend, kernels.totalsSize(columns, 2), (totals) => {
    const [gradient, input, centre, to] = [dy, x, mean, out].map((tensor) => address(backend, tensor));
    kernels.normalizationSums(gradient, input, centre, rows, columns, to, to + 4 * columns, totals);
  });
  return out;
});
