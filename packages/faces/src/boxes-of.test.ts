import { expect, test } from 'vitest';
import { boxesOf } from './boxes-of';
import { distinctFaces } from './distinct-faces';

/** The output of 2 x 2 cells in which only the given anchors of a cell are sure of a face. */
function output(...sure: { row: number; column: number; anchor: number; values: number[] }[]): Float32Array {
  const data = new Float32Array(2 * 2 * 25).fill(-20);
  for (const { row, column, anchor, values } of sure) data.set(values, (row * 2 + column) * 25 + anchor * 5);
  return data;
}

test('zeros are the middle of the cell, the size of the anchor and a score of a half', () => {
  const data = output({ row: 1, column: 0, anchor: 2, values: [0, 0, 0, 0, 0] });
  const [{ box, score }, ...others] = boxesOf(data, 2, 0.5);
  expect(others).toEqual([]);
  expect(score).toBe(0.5);
  expect(box.width).toBeCloseTo(2.882459 * 32, 4);
  expect(box.height).toBeCloseTo(3.518061 * 32, 4);
  expect(box.x + box.width / 2).toBeCloseTo(16, 4);
  expect(box.y + box.height / 2).toBeCloseTo(48, 4);
});

test('what is not finite is no face', () => {
  const values = [
    [0, 0, 0, 0, NaN],
    [NaN, 0, 0, 0, 3],
    [0, 0, 1e9, 0, 3],
    [0, 0, 0, Infinity, 3],
  ];
  const data = output(...values.map((v, anchor) => ({ row: 0, column: 1, anchor, values: v })));
  expect(boxesOf(data, 2, 0.5)).toEqual([]);
});

test('of boxes that overlap the surest is kept, and the order is by score', () => {
  const at = (x: number, score: number) => ({ box: { x, y: 0, width: 10, height: 10 }, score });
  const faces = [at(100, 0.6), at(1, 0.7), at(0, 0.9), at(5, 0.8)];
  // 9 of 11 shared at a distance of 1, 5 of 15 at a distance of 5
  expect(distinctFaces(faces, 0.4)).toEqual([at(0, 0.9), at(5, 0.8), at(100, 0.6)]);
  expect(distinctFaces(faces, 0.3)).toEqual([at(0, 0.9), at(100, 0.6)]);
});
