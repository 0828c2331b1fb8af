import { selectFeatures } from './feature-selection';
import type { LocalModel } from './linear-attribution';
import { addRow, centred, choose, noMoments, type Moments } from './moments';
import { fit, penalizedInverse, type ReadRegressor } from './regressors';
import type { MaskTable } from './sample-masks';
import { standardErrors } from './standard-errors';

/** How the linear model around an image is fitted. */
export interface LocalRegression {
  regressor: ReadRegressor;
  selection: string;
  features: number;
  /** Rows that were not drawn but stand for something that holds: no other seed would change them. Default none. */
  isFixed?: (row: number) => boolean;
}

/** A regression that grows with its samples: `model` is that of the first `done` of them. */
export interface GrowingRegression {
  model(done: number): LocalModel;
}

/**
 * The linear model of the scores over the masks, with weights. Rows are added once, so that a model on the way costs no
 * more than a solution.
 */
export function growingRegression(
  { data, segments }: MaskTable,
  scores: ArrayLike<number>,
  weights: ArrayLike<number>,
  { regressor, selection, features, isFixed = () => false }: LocalRegression,
): GrowingRegression {
  let moments: Moments | undefined;
  const maskOf = (row: number) => data.subarray(row * segments, (row + 1) * segments);
  return {
    model(done) {
      moments ??= noMoments(segments, scores[0]);
      for (let row = moments.rows; row < done; row++) addRow(moments, maskOf(row), scores[row], weights[row]);
      if (moments.weight === 0) return nothingYet(segments, scores[0]);
      const about = centred(moments);
      const chosen = selectFeatures(selection, about, features);
      const model = fit(about, chosen, regressor);
      const { coefficients, intercept } = model;
      const used = chosen.filter((j) => regressor.type !== 'lasso' || coefficients[j] !== 0);
      const row = new Float64Array(used.length);
      const errors = standardErrors(
        // Of the lasso's choice the errors are those of least squares on it.
        penalizedInverse(choose(about, used), regressor.type === 'ridge' ? regressor.alpha : 0),
        {
          rows: done,
          row(index) {
            const mask = maskOf(index);
            used.forEach((j, i) => (row[i] = mask[j] - about.meanX[j]));
            return row;
          },
          residual(index) {
            const mask = maskOf(index);
            return coefficients.reduce((left, value, j) => left - value * mask[j], scores[index] - intercept);
          },
          weight: (index) => (isFixed(index) ? 0 : weights[index]),
          weightOfAll: about.weight,
        },
      );
      const all = new Float64Array(segments).fill(NaN);
      used.forEach((j, i) => (all[j] = errors[i]));
      return { ...model, standardErrors: all };
    },
  };
}

/** The model of samples that all weigh nothing, which others still to come do not. */
function nothingYet(segments: number, score: number): LocalModel {
  const coefficients = new Float64Array(segments);
  return { coefficients, standardErrors: coefficients.map(() => Infinity), intercept: score, r2: NaN };
}
