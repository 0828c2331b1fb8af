/**
 * The one-dimensional transforms of Winograd's convolution F(4, 3): four outputs of a filter of three taps by six products.
 *
 *   y = A' ((G g) * (B' d)),  d six inputs, g three taps
 *
 * with the interpolation points 0, P, -P, Q, -Q and infinity. Applied to the rows and then the columns of 6 x 6 tiles it gives the
 * two-dimensional F(4 x 4, 3 x 3), 36 products where the definition has 144. The gradients are the same maps transposed (A and G').
 *
 * Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016, arXiv:1509.09308. Their P = 1 and Q = 2 save a few products
 * of transforms, but leave four times the rounding error (5e-6 of the largest output against 1.2e-6, measured) of points that lie as far
 * inside the unit circle as outside: P = sqrt(1/2), Q = sqrt(2).
 *
 * Each function writes its results `step` bytes apart.
 */

const P2: f32 = 0.5;
const Q2: f32 = 2;
const P: f32 = 0.7071067811865476;
const Q: f32 = 1.4142135623730951;
/** What the products at 0, +-P and +-Q are divided by: the products of the distances to the other points. */
const OVER_ZERO: f32 = 1 / (P2 * Q2);
const OVER_P: f32 = 1 / (2 * P2 * (P2 - Q2));
const OVER_Q: f32 = 1 / (2 * Q2 * (Q2 - P2));

// @ts-ignore: decorator
@inline
function times(x: v128, factor: f32): v128 {
  return f32x4.mul(x, f32x4.splat(factor));
}

/** B' d: six inputs to six. */
// @ts-ignore: decorator
@inline
export function inputLine(d0: v128, d1: v128, d2: v128, d3: v128, d4: v128, d5: v128, to: usize, step: usize): void {
  v128.store(to, f32x4.add(f32x4.sub(times(d0, P2 * Q2), times(d2, P2 + Q2)), d4));
  const evenP = f32x4.sub(d4, times(d2, Q2));
  const oddP = times(f32x4.sub(d3, times(d1, Q2)), P);
  v128.store(to + step, f32x4.add(evenP, oddP));
  v128.store(to + 2 * step, f32x4.sub(evenP, oddP));
  const evenQ = f32x4.sub(d4, times(d2, P2));
  const oddQ = times(f32x4.sub(d3, times(d1, P2)), Q);
  v128.store(to + 3 * step, f32x4.add(evenQ, oddQ));
  v128.store(to + 4 * step, f32x4.sub(evenQ, oddQ));
  v128.store(to + 5 * step, f32x4.add(f32x4.sub(times(d1, P2 * Q2), times(d3, P2 + Q2)), d5));
}

/** A' m: six products to four outputs. */
// @ts-ignore: decorator
@inline
export function outputLine(m0: v128, m1: v128, m2: v128, m3: v128, m4: v128, m5: v128, to: usize, step: usize): void {
  const evenP = f32x4.add(m1, m2);
  const oddP = f32x4.sub(m1, m2);
  const evenQ = f32x4.add(m3, m4);
  const oddQ = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(m0, evenP), evenQ));
  v128.store(to + step, f32x4.add(times(oddP, P), times(oddQ, Q)));
  v128.store(to + 2 * step, f32x4.add(times(evenP, P2), times(evenQ, Q2)));
  v128.store(to + 3 * step, f32x4.add(f32x4.add(times(oddP, P * P2), times(oddQ, Q * Q2)), m5));
}

/** A y: the gradient of four outputs to six products. */
// @ts-ignore: decorator
@inline
export function outputGradientLine(y0: v128, y1: v128, y2: v128, y3: v128, to: usize, step: usize): void {
  v128.store(to, y0);
  const evenP = f32x4.add(y0, times(y2, P2));
  const oddP = f32x4.add(times(y1, P), times(y3, P * P2));
  v128.store(to + step, f32x4.add(evenP, oddP));
  v128.store(to + 2 * step, f32x4.sub(evenP, oddP));
  const evenQ = f32x4.add(y0, times(y2, Q2));
  const oddQ = f32x4.add(times(y1, Q), times(y3, Q * Q2));
  v128.store(to + 3 * step, f32x4.add(evenQ, oddQ));
  v128.store(to + 4 * step, f32x4.sub(evenQ, oddQ));
  v128.store(to + 5 * step, y3);
}

/** G g: three taps to six. */
// @ts-ignore: decorator
@inline
export function filterLine(g0: v128, g1: v128, g2: v128, to: usize, step: usize): void {
  v128.store(to, times(g0, OVER_ZERO));
  const evenP = f32x4.add(times(g0, OVER_P), times(g2, P2 * OVER_P));
  const oddP = times(g1, P * OVER_P);
  v128.store(to + step, f32x4.add(evenP, oddP));
  v128.store(to + 2 * step, f32x4.sub(evenP, oddP));
  const evenQ = f32x4.add(times(g0, OVER_Q), times(g2, Q2 * OVER_Q));
  const oddQ = times(g1, Q * OVER_Q);
  v128.store(to + 3 * step, f32x4.add(evenQ, oddQ));
  v128.store(to + 4 * step, f32x4.sub(evenQ, oddQ));
  v128.store(to + 5 * step, g2);
}

/** G' u: the gradient of six transformed taps to three. */
// @ts-ignore: decorator
@inline
export function filterGradientLine(u0: v128, u1: v128, u2: v128, u3: v128, u4: v128, u5: v128, to: usize, step: usize): void {
  const evenP = times(f32x4.add(u1, u2), OVER_P);
  const oddP = times(f32x4.sub(u1, u2), OVER_P);
  const evenQ = times(f32x4.add(u3, u4), OVER_Q);
  const oddQ = times(f32x4.sub(u3, u4), OVER_Q);
  v128.store(to, f32x4.add(f32x4.add(times(u0, OVER_ZERO), evenP), evenQ));
  v128.store(to + step, f32x4.add(times(oddP, P), times(oddQ, Q)));
  v128.store(to + 2 * step, f32x4.add(f32x4.add(times(evenP, P2), times(evenQ, Q2)), u5));
}
