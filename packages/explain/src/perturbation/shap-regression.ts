import { Matrix } from 'ml-matrix';
import type { GrowingRegression } from './local-regression';
import { addRow, noMoments } from './moments';
import type { ShapSamples } from './shap-masks';
import { standardErrors } from './standard-errors';
import { symmetricInverse } from './symmetric-inverse';

/**
 * Least squares through two points exactly: with nothing shown the model says `scores[hiddenRow]`, with everything
 * `scores[0]`, so the coefficients add up to the difference: `b = G^-1 (c - l 1)` with `G = sum w x x'`,
 * `c = sum w x (y - y0)` and the multiplier `l = (1' G^-1 c - difference) / (1' G^-1 1)`.
 */
export function shapRegression(
  { masks: { data, segments, rows }, weights, group, isComplete }: ShapSamples,
  scores: ArrayLike<number>,
): GrowingRegression {
  const maskOf = (row: number) => data.subarray(row * segments, (row + 1) * segments);
  const moments = noMoments(segments);
  let seen = 2;
  let [weight, sum, square] = [0, 0, 0];
  return {
    model(done) {
      const intercept = scores[1];
      const difference = scores[0] - intercept;
      for (; seen < done; seen++) {
        const offset = scores[seen] - intercept;
        addRow(moments, maskOf(seen), offset, weights[seen]);
        weight += weights[seen];
        sum += weights[seen] * offset;
        square += weights[seen] * offset ** 2;
      }
      const inverse = symmetricInverse(fullMatrix(moments.xx, segments), segments);
      const ones = rowSums(inverse);
      const total = ones.reduce((a, b) => a + b, 0);
      const free = inverse.mmul(Matrix.columnVector(moments.xy)).to1DArray();
      const multiplier = (free.reduce((a, b) => a + b, 0) - difference) / total;
      const coefficients = Float64Array.from(free, (value, j) =>
        total > 0 ? value - multiplier * ones[j] : difference / segments,
      );
      const predicted = (row: number) =>
        maskOf(row).reduce((all, bit, j) => all + bit * coefficients[j], intercept);

      let left = 0;
      for (let row = 2; row < done; row++) left += weights[row] * (scores[row] - predicted(row)) ** 2;
      const spread = square - (weight > 0 ? sum ** 2 / weight : 0);
      return {
        coefficients,
        intercept,
        r2: spread > 0 ? 1 - left / spread : 1,
        standardErrors:
          isComplete && done === rows
            ? new Float64Array(segments)
            : standardErrors(projected(inverse, ones, total), {
                rows: done - 2,
                row: (index) => maskOf(index + 2),
                residual: (index) => scores[index + 2] - predicted(index + 2),
                weight: (index) => weights[index + 2],
                group,
              }),
      };
    },
  };
}

/** `G^-1 - G^-1 1 1' G^-1 / (1' G^-1 1)`: how the coefficients, whose sum is fixed, answer to a row. */
function projected(inverse: Matrix, ones: number[], total: number): Matrix {
  if (!(total > 0)) return inverse;
  const column = Matrix.columnVector(ones);
  return Matrix.sub(inverse, column.mmul(column.transpose()).div(total));
}

const rowSums = (matrix: Matrix): number[] => matrix.sum('row');

function fullMatrix(upper: Float64Array, n: number): Float64Array {
  return upper.map((_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return i <= j ? upper[k] : upper[j * n + i];
  });
}
