import { describe, expect, it } from 'vitest';
import { cutBatch } from './shards';

describe('cutBatch', () => {
  const batch = {
    data: Float32Array.from({ length: 5 }, (_, i) => i),
    shape: [5, 1, 1, 1] as [number, number, number, number],
    labels: [0, 1, 2, 3, 4],
  };

  it('cuts in order into parts as equal as can be', () => {
    expect(
      cutBatch(batch, 2).map(({ data: pixels, shape, labels }) => [Array.from(pixels), shape[0], labels]),
    ).toEqual([
      [[0, 1], 2, [0, 1]],
      [[2, 3, 4], 3, [2, 3, 4]],
    ]);
  });

  it('makes no empty parts', () => {
    expect(cutBatch(batch, 9)).toHaveLength(5);
  });
});
