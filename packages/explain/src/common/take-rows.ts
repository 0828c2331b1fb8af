import { rowSize, type PlainBatch } from './images';

/** The rows of those numbers, in their order. */
export function takeRows({ data, shape }: PlainBatch, rows: ArrayLike<number>): PlainBatch {
  const size = rowSize(shape);
  const taken = new Float32Array(rows.length * size);
  Array.from(rows).forEach((row, i) => taken.set(data.subarray(row * size, (row + 1) * size), i * size));
  return { data: taken, shape: [rows.length, ...shape.slice(1)] };
}
