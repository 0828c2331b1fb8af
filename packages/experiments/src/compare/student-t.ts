/**
 * The quantile of Student's t by which a two-sided interval reaches to either side of a mean, in standard errors:
 * the t with `P(|T| <= t) = confidence`.
 *
 * Few lines instead of a dependency: paired differences and means only need whole degrees of freedom, for which the
 * probability is a finite sum (Abramowitz & Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4); inverted by bisection.
 *
 * @param degrees of freedom, a whole number >= 1.
 * @param confidence 0 < confidence < 1.
 * @example
 * studentT(2, 0.95); // 4.302…
 */
export function studentT(degrees: number, confidence: number): number {
  if (!Number.isInteger(degrees) || degrees < 1)
    throw new Error(`invalid degrees of freedom: ${degrees} (expected a whole number >= 1)`);
  if (!(confidence > 0 && confidence < 1))
    throw new Error(`invalid confidence: ${confidence} (expected 0 < confidence < 1)`);
  // In the angle, as t itself has no upper end.
  let [low, high] = [0, Math.PI / 2];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return Math.sqrt(degrees) * Math.tan(middle);
    if (within(middle, degrees) < confidence) low = middle;
    else high = middle;
  }
}

/** P(|T| <= t) where `angle = atan(t / sqrt(degrees))`. */
function within(angle: number, degrees: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const odd = degrees % 2 === 1;
  let term = odd ? cosine : 1;
  let sum = degrees === 1 ? 0 : term;
  for (let k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  return odd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
}
