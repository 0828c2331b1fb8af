import { Tile, util } from '@tensorflow/tfjs-core';
import { trainingKernel } from '../training-kernel';
import { floats } from '../wasm-backend';

/**
 * Repeats a single row, `[1, ..., 1, C]` to `[N, ..., C]`, by copies that double (the gradient of batch normalisation does it to every
 * channel statistic); else the stock kernel.
 */
export const tile = trainingKernel<'x', { reps: number[] }>(Tile, (call, stock) => {
  const { inputs, attrs, backend } = call;
  const { x } = inputs;
  const columns = x.shape.at(-1) ?? 1;
  const oneRow = x.shape.length === attrs.reps.length && util.sizeFromShape(x.shape) === columns;
  if (!oneRow || attrs.reps.at(-1) !== 1 || x.dtype !== 'float32') return stock(call);
  const out = backend.makeOutput(
    x.shape.map((size, axis) => size * attrs.reps[axis]),
    'float32',
  );
  const target = floats(backend, out);
  if (target.length === 0) return out;
  target.set(floats(backend, x));
  for (let filled = columns; filled < target.length; filled *= 2) target.copyWithin(filled, 0, filled);
  return out;
});
