import { choose, type CentredMoments } from './moments';
import { symmetricInverse, type SymmetricInverse } from './symmetric-inverse';

/**
 * How the linear model is fitted: `'linear'` least squares; `'ridge'` with `alpha` times the squared coefficients added
 * to the weighted sum of squares; `'lasso'` with `alpha` times their sizes added to half of the weighted mean of squares
 * (the objectives of scikit-learn; the intercept is never penalised). By name alone: ridge with 1, lasso with 0.01.
 */
export type Regressor =
  'linear' | 'ridge' | 'lasso' | { type: 'linear' } | { type: 'ridge' | 'lasso'; alpha: number };

/** A regressor with its penalty, checked. */
export interface ReadRegressor {
  type: 'linear' | 'ridge' | 'lasso';
  alpha: number;
}

const defaultAlpha = { linear: 0, ridge: 1, lasso: 0.01 };

export function readRegressor(regressor: Regressor): ReadRegressor {
  const { type, alpha = undefined } = (
    typeof regressor === 'string' ? { type: regressor } : (regressor ?? {})
  ) as Partial<ReadRegressor>;
  if (type === undefined || !(type in defaultAlpha)) {
    throw new Error(`invalid regressor: ${type ?? typeof regressor} (expected 'ridge', 'linear' or 'lasso')`);
  }
  const penalty = type === 'linear' ? 0 : (alpha ?? defaultAlpha[type]);
  if (!Number.isFinite(penalty) || penalty < 0) {
    throw new Error(`invalid alpha: ${penalty} (expected a number from 0)`);
  }
  return { type, alpha: penalty };
}

/** A linear model `intercept + coefficients . x`. */
export interface LinearModel {
  coefficients: Float64Array;
  intercept: number;
  /** `1 - sum w (y - model)^2 / sum w (y - mean)^2`; NaN where `y` does not vary. */
  r2: number;
}

/** Fits the features `chosen`; the coefficients of the others are 0. */
export function fit(
  moments: CentredMoments,
  chosen: readonly number[],
  { type, alpha }: ReadRegressor,
): LinearModel {
  const part = choose(moments, chosen);
  const found = type === 'lasso' && alpha > 0 ? lasso(part, alpha) : ridge(part, alpha);
  const coefficients = new Float64Array(moments.features);
  chosen.forEach((feature, i) => (coefficients[feature] = found[i]));
  const product = chosen.reduce((sum, feature) => sum + moments.meanX[feature] * coefficients[feature], 0);
  return { coefficients, intercept: moments.meanY - product, r2: determination(part, found) };
}

/** The inverse of `sum w x x' + alpha`. */
export function penalizedInverse({ xx, features, weight }: CentredMoments, alpha: number): SymmetricInverse {
  const matrix = Float64Array.from(xx);
  for (let i = 0; i < features; i++) matrix[i * features + i] += alpha;
  // Below is what rounding leaves of the means' products, numbers of 0..weight.
  return symmetricInverse(matrix, features, { floor: 1e-14 * weight });
}

function ridge(moments: CentredMoments, alpha: number): Float64Array {
  const { inverse } = penalizedInverse(moments, alpha);
  return moments.xy.map((_, i) => moments.xy.reduce((sum, value, j) => sum + inverse.get(i, j) * value, 0));
}

const mostSweeps = 20_000;

/** Coordinate descent: each coefficient in turn to where the objective is least, until none moves any more. */
function lasso({ features, weight, xx, xy }: CentredMoments, alpha: number): Float64Array {
  const coefficients = new Float64Array(features);
  // What is left of xy by the model so far.
  const left = Float64Array.from(xy);
  const threshold = alpha * weight;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let moved = 0;
    let largest = 0;
    for (let i = 0; i < features; i++) {
      const variance = xx[i * features + i];
      if (variance <= 0) continue;
      const before = coefficients[i];
      const pull = left[i] + variance * before;
      const after = (Math.sign(pull) * Math.max(0, Math.abs(pull) - threshold)) / variance;
      const change = after - before;
      largest = Math.max(largest, Math.abs(after));
      if (change === 0) continue;
      moved = Math.max(moved, Math.abs(change));
      coefficients[i] = after;
      for (let j = 0; j < features; j++) left[j] -= change * xx[i * features + j];
    }
    if (moved <= 1e-13 * largest) break;
  }
  return coefficients;
}

function determination({ features, xx, xy, yy }: CentredMoments, coefficients: Float64Array): number {
  let explained = 0;
  for (let i = 0; i < features; i++) {
    let row = 2 * xy[i];
    for (let j = 0; j < features; j++) row -= xx[i * features + j] * coefficients[j];
    explained += coefficients[i] * row;
  }
  return yy > 0 ? explained / yy : NaN;
}
