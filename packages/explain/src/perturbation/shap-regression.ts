import type { GrowingRegression } from './local-regression';
import { addRow, noMoments } from './moments';
import type { ShapSamples } from './shap-masks';
import { standardErrors } from './standard-errors';
import { symmetricInverse } from './symmetric-inverse';

/**
 * Least squares through two points exactly: with nothing shown the model says `scores[hiddenRow]`, with everything
 * `scores[0]`, so the coefficients add up to the difference `d`. Only what they differ by is free:
 * `b = d / p + B (c - G d / p)`, with `B` the inverse of `G = sum w x x'` among vectors that add up to 0 and
 * `c = sum w x (y - y0)`. There a mask and its complement are one equation.
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
      const gram = fullMatrix(moments.xx, segments);
      const found = symmetricInverse(amongDifferences(gram, segments), segments, { known: 'sum' });
      const share = difference / segments;
      const left = moments.xy.map((value, i) => value - share * total(rowOf(gram, segments, i)));
      const apart = found.inverse.to2DArray().map((row) => row.reduce((all, b, j) => all + b * left[j], 0));
      // Their sum is 0 but for rounding.
      const excess = total(apart) / segments;
      const coefficients = Float64Array.from(apart, (value) => share + value - excess);
      const predicted = (row: number) =>
        maskOf(row).reduce((all, bit, j) => all + bit * coefficients[j], intercept);

      let missed = 0;
      for (let row = 2; row < done; row++) missed += weights[row] * (scores[row] - predicted(row)) ** 2;
      const spread = square - (weight > 0 ? sum ** 2 / weight : 0);
      return {
        coefficients,
        intercept,
        r2: spread > 1e-14 * square ? 1 - missed / spread : NaN,
        standardErrors:
          isComplete && done === rows
            ? new Float64Array(segments)
            : standardErrors(found, {
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

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0);

const rowOf = (matrix: Float64Array, n: number, i: number) => matrix.subarray(i * n, (i + 1) * n);

/** `P G P`, `P` taking the mean from a vector. */
function amongDifferences(gram: Float64Array, n: number): Float64Array {
  const means = Float64Array.from({ length: n }, (_, i) => total(rowOf(gram, n, i)) / n);
  const mean = total(means) / n;
  return gram.map((value, k) => value - means[Math.floor(k / n)] - means[k % n] + mean);
}

function fullMatrix(upper: Float64Array, n: number): Float64Array {
  return upper.map((_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return i <= j ? upper[k] : upper[j * n + i];
  });
}
