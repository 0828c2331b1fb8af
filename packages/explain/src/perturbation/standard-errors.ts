import type { SymmetricInverse } from './symmetric-inverse';

/** Rows of a regression, what is left of each by the model, and the weights. */
export interface Residuals {
  /** `[rows, features]`, row-major, already less what the model does not see (the mean, where there is an intercept). */
  row: (index: number) => ArrayLike<number>;
  rows: number;
  residual: (index: number) => number;
  /** 0 of a row that was not drawn. */
  weight: (index: number) => number;
  /** The sum of the weights, where there is an intercept, which each row moves too. */
  weightOfAll?: number;
  /** That many consecutive rows were drawn together, one the complement of the other. Default 1. */
  group?: number;
}

/** What is left to the other rows when one decides a coefficient alone. */
const alone = 1e-9;

/**
 * Standard errors of coefficients `b = B sum w x y` over other draws of the rows: the roots of the sums of squares of what
 * each draw moves, `B u / sqrt(1 - h)` with `u = w (y - model) x` (of rows drawn together, their sum) and the leverage
 * `h = w x' B x`, which is how much the draw pulls the model to itself. This sandwich holds also where the model is not
 * linear and its errors are not alike, as with masks of an image, and the leverage makes up for small residuals where
 * there are hardly more draws than coefficients.
 * Infinite where a draw decides a coefficient alone, where the rows leave one open, and where there are no more draws than
 * coefficients.
 * Huber 1967; White 1980, A heteroskedasticity-consistent covariance matrix estimator, https://doi.org/10.2307/1912934;
 * the leverage makes it HC2 of MacKinnon and White 1985.
 */
export function standardErrors(
  { inverse, isOpen }: SymmetricInverse,
  { row, rows, residual, weight, weightOfAll = Infinity, group = 1 }: Residuals,
): Float64Array {
  const features = inverse.rows;
  const bread = Float64Array.from(inverse.to1DArray());
  const variances = Float64Array.from(isOpen, (open) => (open ? Infinity : 0));
  const reach = new Float64Array(features);
  const moved = new Float64Array(features);
  const widest = new Float64Array(features);
  let draws = 0;
  for (let start = 0; start < rows; start += group) {
    moved.fill(0);
    widest.fill(0);
    let left = 1;
    let heaviest = 0;
    for (let index = start; index < Math.min(rows, start + group); index++) {
      const w = weight(index);
      heaviest = Math.max(heaviest, w);
      if (w === 0) continue;
      const x = row(index);
      multiply(bread, x, reach);
      left -= w / weightOfAll;
      const factor = w * residual(index);
      for (let i = 0; i < features; i++) {
        left -= w * x[i] * reach[i];
        moved[i] += factor * reach[i];
        widest[i] = Math.max(widest[i], w * Math.abs(reach[i]));
      }
    }
    if (heaviest === 0) continue;
    draws++;
    for (let i = 0; i < features; i++) {
      if (left > alone) variances[i] += moved[i] ** 2 / left;
      else if (widest[i] > alone) variances[i] = Infinity;
    }
  }
  return variances.map((variance) => (draws > features + 1 ? Math.sqrt(variance) : Infinity));
}

/** `matrix x`, of a symmetric matrix. */
function multiply(matrix: Float64Array, x: ArrayLike<number>, product: Float64Array): void {
  const n = product.length;
  product.fill(0);
  for (let j = 0; j < n; j++) {
    const value = x[j];
    if (value === 0) continue;
    for (let i = 0; i < n; i++) product[i] += value * matrix[j * n + i];
  }
}
