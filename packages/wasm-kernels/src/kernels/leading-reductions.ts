import { AvgPool, Mean, Sum, backend_util, util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import type { WasmBackend } from '../wasm-backend';
import { floats, reshaped, runKernel } from '../wasm-backend';

interface Attrs {
  axis: number | number[];
  keepDims: boolean;
}

/** Fewer columns than this and the stock kernel's transposition costs nothing to speak of. */
const FEW_COLUMNS = 4;
/** Rows are averaged in up to so many groups, which keeps the rounding error of long sums small. */
const MAX_GROUPS = 64;

/** The largest power of two up to 64 that divides `rows`. */
function groupsOf(rows: number): number {
  let groups = 1;
  while (groups < MAX_GROUPS && rows % (2 * groups) === 0) groups *= 2;
  return groups;
}

/**
 * The column means of `[rows, columns]` group by group, `[groups, columns]`: average-pooling over an image one pixel wide. (A matrix product would
 * first pack all of x, and must not see one tensor under two shapes: see `reshaped`.)
 */
function groupMeans(backend: WasmBackend, x: TensorInfo, rows: number, columns: number): TensorInfo {
  const size = rows / groupsOf(rows);
  const image = reshaped(x, [rows / size, size, 1, columns]);
  return runKernel(AvgPool, backend, { x: image }, { filterSize: [size, 1], strides: [1, 1], pad: 'valid' });
}

/**
 * Sum or mean over leading axes (batch, height, width: what biases and batch normalisation need) without moving data, where the stock kernel
 * transposes the whole tensor first. Other axes and types go to the stock kernel.
 */
function leadingReduction(name: string, average: boolean) {
  return trainingKernel<'x', Attrs>(name, (call, stock) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const axes = util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
    const leading = axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
    const columns = util.sizeFromShape(x.shape.slice(axes.length));
    const worthIt = leading && axes.length > 0 && rows > 0 && columns >= FEW_COLUMNS;
    if (!worthIt || x.dtype !== 'float32') return stock(call);

    const [reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
    const out = backend.makeOutput(shape, 'float32');
    const means = rows > MAX_GROUPS ? groupMeans(backend, x, rows, columns) : x;
    const groups = rows > MAX_GROUPS ? groupsOf(rows) : rows;
    const target = floats(backend, out);
    const source = floats(backend, means);
    const scale = (average ? 1 : rows) / groups;
    for (let c = 0; c < columns; c++) {
      let total = 0;
      for (let i = c; i < source.length; i += columns) total += source[i];
      target[c] = total * scale;
    }
    if (means !== x) backend.disposeData(means.dataId);
    return out;
  });
}

/** `sum(x, [0, 1, ...])`. */
export const sum = leadingReduction(Sum, false);

/** `mean(x, [0, 1, ...])`. */
export const mean = leadingReduction(Mean, true);
