/**
 * The orthonormal cosine basis (DCT-II) of `n` places, `[n, n]` row by row: row `k` is
 * `sqrt((k > 0 ? 2 : 1) / n) * cos(pi * k * (i + 1/2) / n)`, of `k / 2n` cycles a place.
 */
export function cosineBasis(n: number): Float32Array {
  return Float32Array.from({ length: n * n }, (_, at) => {
    const [k, i] = [Math.floor(at / n), at % n];
    return Math.sqrt((k > 0 ? 2 : 1) / n) * Math.cos((Math.PI * k * (i + 0.5)) / n);
  });
}
