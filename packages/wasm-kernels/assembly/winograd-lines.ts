/**
 * The one-dimensional transforms of Winograd's convolutions F(4, 3), four outputs of a filter of three taps, and F(2, 5), two outputs of five
 * taps: six products each.
 *
 *   y = A' ((G g) * (B' d)),  d six inputs, g the taps
 *
 * with the interpolation points 0, P, -P, Q, -Q and infinity. Applied to the rows and then the columns of 6 x 6 tiles it gives the
 * two-dimensional ones, 36 products where the definition has 144 (F(4 x 4, 3 x 3)) or 100 (F(2 x 2, 5 x 5)). The gradients are the same maps transposed (A and G').
 *
 * Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks", 2016, arXiv:1509.09308. Their P = 1 and Q = 2 save a few products
 * of transforms, but leave four times the rounding error (5e-6 of the largest output against 1.2e-6, measured) of points that lie as far
 * inside the unit circle as outside: P = sqrt(1/2), Q = sqrt(2).
 *
 * Each function writes its results `step` bytes apart; those that read from memory find their arguments `fromStep` bytes apart.
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

/** A' m: six products to four outputs, or two. */
// @ts-ignore: decorator
@inline
export function outputLine(
  from: usize,
  fromStep: usize,
  outputs: i32,
  to: usize,
  step: usize,
): void {
  const m0 = v128.load(from);
  const m1 = v128.load(from + fromStep);
  const m2 = v128.load(from + 2 * fromStep);
  const m3 = v128.load(from + 3 * fromStep);
  const m4 = v128.load(from + 4 * fromStep);
  const m5 = v128.load(from + 5 * fromStep);
  const evenP = f32x4.add(m1, m2);
  const oddP = f32x4.sub(m1, m2);
  const evenQ = f32x4.add(m3, m4);
  const oddQ = f32x4.sub(m3, m4);
  v128.store(to, f32x4.add(f32x4.add(m0, evenP), evenQ));
  const first = f32x4.add(times(oddP, P), times(oddQ, Q));
  if (outputs == 2) {
    v128.store(to + step, f32x4.add(first, m5));
    return;
  }
  v128.store(to + step, first);
  v128.store(to + 2 * step, f32x4.add(times(evenP, P2), times(evenQ, Q2)));
  v128.store(to + 3 * step, f32x4.add(f32x4.add(times(oddP, P * P2), times(oddQ, Q * Q2)), m5));
}

/** A y: the gradient of the outputs to six products; `last` is the last output, those past it are 0. */
// @ts-ignore: decorator
@inline
export function outputGradientLine(
  y0: v128,
  y1: v128,
  y2: v128,
  y3: v128,
  last: v128,
  to: usize,
  step: usize,
): void {
  v128.store(to, y0);
  const evenP = f32x4.add(y0, times(y2, P2));
  const oddP = f32x4.add(times(y1, P), times(y3, P * P2));
  v128.store(to + step, f32x4.add(evenP, oddP));
  v128.store(to + 2 * step, f32x4.sub(evenP, oddP));
  const evenQ = f32x4.add(y0, times(y2, Q2));
  const oddQ = f32x4.add(times(y1, Q), times(y3, Q * Q2));
  v128.store(to + 3 * step, f32x4.add(evenQ, oddQ));
  v128.store(to + 4 * step, f32x4.sub(evenQ, oddQ));
  v128.store(to + 5 * step, last);
}

/** G g: three or five taps to six; `last` is the last tap, those past it are 0. */
// @ts-ignore: decorator
@inline
export function filterLine(
  g0: v128,
  g1: v128,
  g2: v128,
  g3: v128,
  g4: v128,
  last: v128,
  to: usize,
  step: usize,
): void {
  v128.store(to, times(g0, OVER_ZERO));
  const evenP = times(f32x4.add(g0, f32x4.add(times(g2, P2), times(g4, P2 * P2))), OVER_P);
  const oddP = times(f32x4.add(g1, times(g3, P2)), P * OVER_P);
  v128.store(to + step, f32x4.add(evenP, oddP));
  v128.store(to + 2 * step, f32x4.sub(evenP, oddP));
  const evenQ = times(f32x4.add(g0, f32x4.add(times(g2, Q2), times(g4, Q2 * Q2))), OVER_Q);
  const oddQ = times(f32x4.add(g1, times(g3, Q2)), Q * OVER_Q);
  v128.store(to + 3 * step, f32x4.add(evenQ, oddQ));
  v128.store(to + 4 * step, f32x4.sub(evenQ, oddQ));
  v128.store(to + 5 * step, last);
}

/** G' u: the gradient of six transformed taps to three, or five. */
// @ts-ignore: decorator
@inline
export function filterGradientLine(
  from: usize,
  fromStep: usize,
  taps: i32,
  to: usize,
  step: usize,
): void {
  const u0 = v128.load(from);
  const u1 = v128.load(from + fromStep);
  const u2 = v128.load(from + 2 * fromStep);
  const u3 = v128.load(from + 3 * fromStep);
  const u4 = v128.load(from + 4 * fromStep);
  const u5 = v128.load(from + 5 * fromStep);
  const evenP = times(f32x4.add(u1, u2), OVER_P);
  const oddP = times(f32x4.sub(u1, u2), P * OVER_P);
  const evenQ = times(f32x4.add(u3, u4), OVER_Q);
  const oddQ = times(f32x4.sub(u3, u4), Q * OVER_Q);
  v128.store(to, f32x4.add(f32x4.add(times(u0, OVER_ZERO), evenP), evenQ));
  v128.store(to + step, f32x4.add(oddP, oddQ));
  const second = f32x4.add(times(evenP, P2), times(evenQ, Q2));
  if (taps == 3) {
    v128.store(to + 2 * step, f32x4.add(second, u5));
    return;
  }
  v128.store(to + 2 * step, second);
  v128.store(to + 3 * step, f32x4.add(times(oddP, P2), times(oddQ, Q2)));
  v128.store(to + 4 * step, f32x4.add(f32x4.add(times(evenP, P2 * P2), times(evenQ, Q2 * Q2)), u5));
}
