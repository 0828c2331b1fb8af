import { choose, type CentredMoments } from './moments';
import { symmetricInverse } from './symmetric-inverse';

/** Relative to the first correlation, what counts as none left. */
const noneLeft = 1e-12;

/**
 * The path of the lasso, from the strongest penalty to none, by least angle regression: the coefficients at every place
 * where one joins or leaves. Efron et al. 2004, Least angle regression, https://arxiv.org/abs/math/0406456
 */
export function larsPath(moments: CentredMoments): Float64Array[] {
  const { features, xx, xy } = moments;
  let coefficients = new Float64Array(features);
  const path = [coefficients];
  const left = Float64Array.from(xy);
  const sizes = left.map(Math.abs);
  const first = Math.max(...sizes);
  if (!(first > 0)) return path;
  const active = [sizes.indexOf(first)];
  let dropped = -1;
  for (let step = 0; step < 8 * features && active.length > 0; step++) {
    const level = Math.max(...active.map((i) => Math.abs(left[i])));
    if (level <= noneLeft * first) break;
    const signs = active.map((i) => Math.sign(left[i]));
    const { inverse } = symmetricInverse(choose(moments, active).xx, active.length);
    const direction = active.map((_, i) => signs.reduce((sum, sign, j) => sum + inverse.get(i, j) * sign, 0));
    // How fast what is left of each correlation falls.
    const falls = left.map((_, j) =>
      active.reduce((sum, i, k) => sum + xx[j * features + i] * direction[k], 0),
    );

    let length = level;
    let joins = -1;
    for (let j = 0; j < features; j++) {
      if (active.includes(j) || j === dropped) continue;
      for (const sign of [1, -1]) {
        const until = (level - sign * left[j]) / (1 - sign * falls[j]);
        if (until > noneLeft * first && until < length) [length, joins] = [until, j];
      }
    }
    let leaves = -1;
    active.forEach((i, k) => {
      const until = -coefficients[i] / direction[k];
      if (until > noneLeft * first && until < length) [length, leaves] = [until, k];
    });

    coefficients = Float64Array.from(coefficients);
    active.forEach((i, k) => (coefficients[i] += length * direction[k]));
    for (let j = 0; j < features; j++) left[j] -= length * falls[j];
    dropped = -1;
    if (leaves >= 0) {
      [dropped] = active.splice(leaves, 1);
      coefficients[dropped] = 0;
    } else if (joins >= 0) {
      active.push(joins);
    }
    path.push(coefficients);
    if (leaves < 0 && joins < 0) break;
  }
  return path;
}
