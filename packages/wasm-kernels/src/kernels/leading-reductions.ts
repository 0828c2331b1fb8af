import { Mean, Sum, backend_util, util } from '@tensorflow/tfjs-core';
import { simdKernels } from '../simd/simd-kernels';
import { trainingKernel } from '../training-kernel';
import { address, floats, withBytes } from '../wasm-backend';

interface Attrs {
  axis: number | number[];
  keepDims: boolean;
}

/** How many of the first axes are reduced, or 0 if it is not just the first ones, or all of them. */
export function leadingAxes(shape: number[], axis: number | number[]): number {
  const axes = util.parseAxisParam(axis, shape).sort((a, b) => a - b);
  return axes.length < shape.length && axes.every((a, i) => a === i) ? axes.length : 0;
}

/**
 * Sum or mean over leading axes (batch, height, width: what biases and batch normalisation need) without moving data, where the stock kernel
 * transposes the whole tensor first. Totals are kept in float64. Other axes and types go to the stock kernel.
 */
function leadingReduction(name: string, average: boolean) {
  return trainingKernel<'x', Attrs>(name, (call, stock) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const leading = leadingAxes(x.shape, attrs.axis);
    const rows = util.sizeFromShape(x.shape.slice(0, leading));
    const columns = util.sizeFromShape(x.shape.slice(leading));
    if (leading === 0 || x.dtype !== 'float32') return stock(call);

    const axes = util.parseAxisParam(attrs.axis, x.shape);
    const [reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
    const out = backend.makeOutput(shape, 'float32');
    // Of no rows: sum 0, mean NaN, as the other backends have it (the stock kernel leaves what was in memory).
    if (rows === 0) floats(backend, out).fill(average ? NaN : 0);
    if (rows * columns === 0) return out;
    const kernels = simdKernels(backend);
    withBytes(backend, kernels.totalsSize(columns, 1), (totals) => {
      const factor = average ? 1 / rows : 1;
      kernels.columnSums(address(backend, x), rows, columns, factor, address(backend, out), totals);
    });
    return out;
  });
}

/** `sum(x, [0, 1, ...])`. */
export const sum = leadingReduction(Sum, false);

/** `mean(x, [0, 1, ...])`. */
export const mean = leadingReduction(Mean, true);
