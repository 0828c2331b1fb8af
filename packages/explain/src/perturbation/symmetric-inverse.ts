import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Relative to the largest eigenvalue, what counts as 0. */
const rankTolerance = 1e-12;

/**
 * The inverse of a symmetric matrix `[n, n]` without negative eigenvalues, row-major; of a singular one the
 * pseudo-inverse, so that a solution of least squares is the shortest.
 */
export function symmetricInverse(values: Float64Array, n: number): Matrix {
  const matrix = new Matrix(
    Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * n, i * n + n))),
  );
  if (n === 0) return matrix;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const least = rankTolerance * Math.max(...realEigenvalues);
  const scaled = eigenvectorMatrix.clone();
  realEigenvalues.forEach((value, k) => scaled.mulColumn(k, value > least ? 1 / value : 0));
  return scaled.mmul(eigenvectorMatrix.transpose());
}
