import type * as tf from '@tensorflow/tfjs-core';
import { rowSize, rowsToTensor, type Images } from '../common/images';
import type { Prepared } from '../common/prepare';
import { readBaseline } from './baseline';

/** The baselines of images `start..start+size`, one tensor an input: one row each, or one for all where all have the same. */
export type BaselineRows = (start: number, size: number) => tf.Tensor[];

/** Reads a baseline; a number is one row, however many images there are. */
export async function readReference(
  baseline: number | Images,
  { inputs, subject }: Prepared,
): Promise<BaselineRows> {
  if (typeof baseline !== 'number') {
    const batches = await readBaseline(baseline, inputs, subject.inputs);
    return (start, size) => batches.map((batch) => rowsToTensor(batch, start, size));
  }
  const first = inputs.map(({ data, shape }) => ({
    data: data.subarray(0, rowSize(shape)),
    shape: [1, ...shape.slice(1)],
  }));
  const single = await readBaseline(baseline, first, subject.inputs);
  return () => single.map((batch) => rowsToTensor(batch, 0, 1));
}
