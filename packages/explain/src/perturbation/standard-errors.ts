import { Matrix } from 'ml-matrix';

/** Rows of a regression, what is left of each by the model, and the weights. */
export interface Residuals {
  /** `[rows, features]`, row-major, already less what the model does not see (the mean, where there is an intercept). */
  row: (index: number) => ArrayLike<number>;
  rows: number;
  residual: (index: number) => number;
  weight: (index: number) => number;
  /** That many consecutive rows were drawn together. Default 1. */
  group?: number;
}

/**
 * Standard errors of coefficients `b = B sum w x y` over other draws of the rows: the roots of the diagonal of
 * `n / (n - p - 1) * B (sum u u') B`, with `u = w (y - model) x` (of rows drawn together, their sum). This sandwich
 * holds also where the model is not linear and its errors are not alike, as with masks of an image.
 * Huber 1967; White 1980, A heteroskedasticity-consistent covariance matrix estimator, https://doi.org/10.2307/1912934;
 * the factor is HC1 of MacKinnon and White 1985. Infinite where there are no more draws than coefficients.
 */
export function standardErrors(
  bread: Matrix,
  { row, rows, residual, weight, group = 1 }: Residuals,
): Float64Array {
  const features = bread.rows;
  const draws = Math.ceil(rows / group);
  const meat = new Float64Array(features * features);
  const u = new Float64Array(features);
  for (let start = 0; start < rows; start += group) {
    u.fill(0);
    for (let index = start; index < Math.min(rows, start + group); index++) {
      const factor = weight(index) * residual(index);
      const x = row(index);
      for (let i = 0; i < features; i++) u[i] += factor * x[i];
    }
    for (let i = 0; i < features; i++) {
      if (u[i] === 0) continue;
      for (let j = 0; j < features; j++) meat[i * features + j] += u[i] * u[j];
    }
  }
  const free = draws - features - 1;
  const middle = Matrix.from1DArray(features, features, Array.from(meat));
  const covariance = bread.mmul(middle).mmul(bread);
  return Float64Array.from({ length: features }, (_, i) =>
    free > 0 ? Math.sqrt((draws / free) * Math.max(0, covariance.get(i, i))) : Infinity,
  );
}
