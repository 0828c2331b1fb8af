/** Rules of integration over the path from baseline to image. */
export type QuadratureRule =
  'gaussLegendre' | 'riemannMiddle' | 'riemannTrapezoid' | 'riemannLeft' | 'riemannRight';

/** Points `alphas` in 0..1 and their weights. */
export interface Quadrature {
  alphas: number[];
  weights: number[];
}

/**
 * The points and weights of a rule with `n` steps, as Captum has them.
 * The trapezoid's points are `i / (n - 1)` with weights `1 / n`, half at the ends: they add up to `(n - 1) / n`, not 1.
 */
export function quadrature(rule: QuadratureRule, n: number): Quadrature {
  if (!Number.isInteger(n) || n < 1) throw new Error(`invalid steps: ${n} (expected a whole number from 1)`);
  const points = (alpha: (i: number) => number, weight: (i: number) => number) => ({
    alphas: Array.from({ length: n }, (_, i) => alpha(i)),
    weights: Array.from({ length: n }, (_, i) => weight(i)),
  });
  switch (rule) {
    case 'gaussLegendre':
      return gaussLegendre(n);
    case 'riemannMiddle':
      return points(
        (i) => (i + 0.5) / n,
        () => 1 / n,
      );
    case 'riemannLeft':
      return points(
        (i) => i / n,
        () => 1 / n,
      );
    case 'riemannRight':
      return points(
        (i) => (i + 1) / n,
        () => 1 / n,
      );
    case 'riemannTrapezoid':
      if (n < 2) throw new Error(`invalid steps: ${n} (expected at least 2 for riemannTrapezoid)`);
      return points(
        (i) => i / (n - 1),
        (i) => (i === 0 || i === n - 1 ? 0.5 : 1) / n,
      );
    default:
      throw new Error(
        `invalid rule: '${String(rule)}' (expected gaussLegendre, riemannMiddle, riemannTrapezoid, riemannLeft or riemannRight)`,
      );
  }
}

/**
 * The same points in an order whose every beginning spreads over the whole path: from the middle in strides of about the
 * golden ratio of their number.
 */
export function spreadOrder({ alphas, weights }: Quadrature): Quadrature {
  const n = alphas.length;
  let stride = Math.max(1, Math.round(n * 0.618034));
  while (commonDivisor(stride, n) > 1) stride++;
  const order = alphas.map((_, k) => (Math.floor(n / 2) + k * stride) % n);
  return { alphas: order.map((i) => alphas[i]), weights: order.map((i) => weights[i]) };
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}

/** Gauss-Legendre on 0..1: the roots of the Legendre polynomial by Newton's method, exact to rounding. */
function gaussLegendre(n: number): Quadrature {
  const alphas: number[] = [];
  const weights: number[] = [];
  for (let i = n; i >= 1; i--) {
    let x = Math.cos((Math.PI * (i - 0.25)) / (n + 0.5));
    let { value, slope } = legendre(n, x);
    for (let k = 0; k < 100 && Math.abs(value / slope) > 1e-16; k++) {
      x -= value / slope;
      ({ value, slope } = legendre(n, x));
    }
    alphas.push((x + 1) / 2);
    weights.push(1 / ((1 - x * x) * slope * slope));
  }
  return { alphas, weights };
}

/** The Legendre polynomial of degree `n` and its derivative at `x`. */
function legendre(n: number, x: number): { value: number; slope: number } {
  let before = 1;
  let value = x;
  for (let k = 2; k <= n; k++) {
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  }
  return { value, slope: (n * (x * value - before)) / (x * x - 1) };
}
