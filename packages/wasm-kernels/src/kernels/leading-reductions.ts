import { Mean, Sum, backend_util, util } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import { floats } from '../wasm-backend';

interface Attrs {
  axis: number | number[];
  keepDims: boolean;
}

/** Fewer columns than this and the stock kernel's transposition costs nothing to speak of. */
const FEW_COLUMNS = 4;

/** Column sums of `[rows, columns]`, accumulated in float64, four rows at a time. */
function columnSums(source: Float32Array, rows: number, columns: number): Float64Array {
  const sums = new Float64Array(columns);
  const whole = rows - (rows % 4);
  for (let r = 0; r < whole; r += 4) {
    const row = r * columns;
    for (let c = 0; c < columns; c++) {
      const i = row + c;
      sums[c] += source[i] + source[i + columns] + (source[i + 2 * columns] + source[i + 3 * columns]);
    }
  }
  for (let i = whole * columns; i < rows * columns; i++) sums[i % columns] += source[i];
  return sums;
}

/**
 * Sum or mean over leading axes (batch, height, width: what biases and batch normalisation need) as column sums in place, where the stock
 * kernel transposes the whole tensor first. Other axes and types go to the stock kernel.
 */
function leadingReduction(name: string, average: boolean) {
  return trainingKernel<'x', Attrs>(name, (call, stock) => {
    const { inputs, attrs, backend } = call;
    const { x } = inputs;
    const axes = util.parseAxisParam(attrs.axis, x.shape).sort((a, b) => a - b);
    const leading = axes.length < x.shape.length && axes.every((axis, i) => axis === i);
    const columns = util.sizeFromShape(x.shape.slice(axes.length));
    if (!leading || axes.length === 0 || x.dtype !== 'float32' || columns < FEW_COLUMNS) return stock(call);
    const rows = util.sizeFromShape(x.shape.slice(0, axes.length));
    const [reduced] = backend_util.computeOutAndReduceShapes(x.shape, axes);
    const shape = attrs.keepDims ? backend_util.expandShapeToKeepDim(reduced, axes) : reduced;
    const out = backend.makeOutput(shape, 'float32');
    const sums = columnSums(floats(backend, x), rows, columns);
    const scale = average ? 1 / rows : 1;
    const target = floats(backend, out);
    for (let c = 0; c < columns; c++) target[c] = sums[c] * scale;
    return out;
  });
}

/** `sum(x, [0, 1, ...])`. */
export const sum = leadingReduction(Sum, false);

/** `mean(x, [0, 1, ...])`. */
export const mean = leadingReduction(Mean, true);
