import { larsPath } from './lars-path';
import type { CentredMoments } from './moments';
import { fit } from './regressors';

/**
 * Which segments the linear model may use, when fewer than all are asked for: `'highestWeights'` those with the largest
 * coefficients of a ridge regression (alpha 0.01) on all; `'forwardSelection'` one after the other, each the one that
 * raises the weighted R² of least squares most; `'lassoPath'` those that the lasso's path holds when it has grown to that
 * many; `'auto'` forward selection up to 6 features, highest weights beyond; `'none'` all. The names of the original,
 * with underscores, are taken too.
 */
export type FeatureSelection =
  | 'auto'
  | 'none'
  | 'highestWeights'
  | 'forwardSelection'
  | 'lassoPath'
  | 'highest_weights'
  | 'forward_selection'
  | 'lasso_path';

const selections: Record<string, (moments: CentredMoments, count: number) => number[]> = {
  none: all,
  auto: (moments, count) => (count <= 6 ? forwardSelection(moments, count) : highestWeights(moments, count)),
  highestWeights,
  forwardSelection,
  lassoPath,
};

/** The name in our spelling; throws on an unknown one. */
export function readSelection(selection: FeatureSelection): string {
  const name = String(selection).replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  if (name in selections) return name;
  throw new Error(
    `invalid featureSelection: '${selection}' (expected ${Object.keys(selections).join(', ')})`,
  );
}

/** Checks how many features may be selected. */
export function checkFeatures(features: number): number {
  if (Number.isInteger(features) && features >= 1) return features;
  throw new Error(`invalid features: ${features} (expected a whole number from 1)`);
}

/** At most `count` features, by {@link FeatureSelection}. */
export function selectFeatures(selection: string, moments: CentredMoments, count: number): number[] {
  return selections[selection](moments, Math.min(count, moments.features));
}

function all({ features }: CentredMoments): number[] {
  return Array.from({ length: features }, (_, i) => i);
}

function highestWeights(moments: CentredMoments, count: number): number[] {
  const { coefficients } = fit(moments, all(moments), { type: 'ridge', alpha: 0.01 });
  return all(moments)
    .toSorted((a, b) => Math.abs(coefficients[b]) - Math.abs(coefficients[a]))
    .slice(0, count);
}

/**
 * The R² that a feature adds is `r^2 / (v * sum of squares)`, `r` what is left of its product with `y` and `v` of its
 * variance once the chosen ones are regressed out, so each is swept out of the moments as it is chosen.
 */
function forwardSelection({ features, xx, xy }: CentredMoments, count: number): number[] {
  const matrix = Float64Array.from(xx);
  const left = Float64Array.from(xy);
  const chosen: number[] = [];
  while (chosen.length < count) {
    let best = -1;
    let most = -Infinity;
    for (let j = 0; j < features; j++) {
      if (chosen.includes(j)) continue;
      const variance = matrix[j * features + j];
      const gain = variance > 1e-12 * xx[j * features + j] ? left[j] ** 2 / variance : 0;
      if (gain > most) [best, most] = [j, gain];
    }
    chosen.push(best);
    const variance = matrix[best * features + best];
    if (!(variance > 1e-12 * xx[best * features + best])) continue;
    const column = Float64Array.from({ length: features }, (_, i) => matrix[i * features + best] / variance);
    const value = left[best];
    const row = matrix.slice(best * features, (best + 1) * features);
    for (let i = 0; i < features; i++) {
      left[i] -= column[i] * value;
      for (let j = 0; j < features; j++) matrix[i * features + j] -= column[i] * row[j];
    }
  }
  return chosen;
}

function lassoPath(moments: CentredMoments, count: number): number[] {
  const path = larsPath(moments);
  let chosen = all(moments);
  for (let i = path.length - 1; i > 0; i--) {
    chosen = all(moments).filter((feature) => path[i][feature] !== 0);
    if (chosen.length <= count) break;
  }
  return chosen;
}
