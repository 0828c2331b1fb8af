/** Indices of the values from the largest to the smallest; of equal values the later one first. */
export function descending(values: Float32Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => values[b] - values[a] || b - a);
}
