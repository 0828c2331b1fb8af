const steps = 32;
const end = 40;
const table = Float64Array.from({ length: end * steps + 1 }, (_, i) => Math.exp(-i / steps));

/**
 * `exp(-x)` for `x` from 0 on, within 1e-9 of itself and 0 beyond 40, several times as fast as `Math.exp`: a table and
 * the first terms of the series around its entries.
 */
export function exponential(x: number): number {
  if (x >= end) return 0;
  const entry = (x * steps + 0.5) | 0;
  const rest = entry / steps - x;
  return table[entry] * (1 + rest * (1 + rest * (1 / 2 + rest * (1 / 6 + rest / 24))));
}
