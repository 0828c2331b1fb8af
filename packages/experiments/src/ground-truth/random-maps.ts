import { permutation } from '@fer/data';
import type { AttributionOptions, PlainBatch } from '@fer/explain';

/** A random map for every image, each another: numbers in an order that the seed decides. */
export async function randomMaps(
  _model: unknown,
  { shape }: PlainBatch,
  { seed = 0 }: AttributionOptions,
): Promise<{ values: Float32Array; shape: number[] }> {
  const maps = shape.slice(0, 3);
  const size = maps.reduce((a, b) => a * b, 1);
  return { values: Float32Array.from(permutation(size, seed)), shape: maps };
}
