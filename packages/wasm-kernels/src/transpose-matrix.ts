const TILE = 16;

/** `target[c, r] = source[r, c]` for the row-major matrix `[rows, columns]` that starts at `source[offset]`, tile by tile for the cache. */
export function transposeMatrix(
  source: Float32Array,
  offset: number,
  rows: number,
  columns: number,
  target: Float32Array,
): void {
  for (let r0 = 0; r0 < rows; r0 += TILE) {
    const r1 = Math.min(r0 + TILE, rows);
    for (let c0 = 0; c0 < columns; c0 += TILE) {
      const c1 = Math.min(c0 + TILE, columns);
      for (let c = c0; c < c1; c++) {
        const to = c * rows;
        for (let r = r0; r < r1; r++) target[to + r] = source[offset + r * columns + c];
      }
    }
  }
}
