import { EigenvalueDecomposition, Matrix } from 'ml-matrix';

/** Relative to the largest eigenvalue, what counts as 0. */
const rankTolerance = 1e-12;
/** What is left in a unit of something that is 0 but for rounding. */
const rounding = 1e-8;

/** The inverse of what can be inverted of a matrix. */
export interface SymmetricInverse {
  inverse: Matrix;
  /** Of each row, whether its unknown has a part in a direction on which the matrix says nothing. */
  isOpen: boolean[];
}

/**
 * The inverse of a symmetric matrix `[n, n]` without negative eigenvalues, row-major; of a singular one the
 * pseudo-inverse, so that a solution of least squares is the shortest. `floor`: an eigenvalue below is 0. A direction that is
 * 0 by construction, as all ones where the unknowns' sum is fixed, does not make unknowns open: `known`.
 */
export function symmetricInverse(
  values: Float64Array,
  n: number,
  { floor = 0, known = 'none' }: { floor?: number; known?: 'none' | 'sum' } = {},
): SymmetricInverse {
  const matrix = new Matrix(
    Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * n, i * n + n))),
  );
  if (n === 0) return { inverse: matrix, isOpen: [] };
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(matrix, {
    assumeSymmetric: true,
  });
  const least = Math.max(floor, rankTolerance * Math.max(...realEigenvalues));
  const scaled = eigenvectorMatrix.clone();
  const open = new Float64Array(n).fill(known === 'sum' ? -1 / n : 0);
  realEigenvalues.forEach((value, k) => {
    scaled.mulColumn(k, value > least ? 1 / value : 0);
    if (!(value > least)) open.forEach((_, i) => (open[i] += eigenvectorMatrix.get(i, k) ** 2));
  });
  return {
    inverse: scaled.mmul(eigenvectorMatrix.transpose()),
    isOpen: Array.from(open, (share) => share > rounding),
  };
}
