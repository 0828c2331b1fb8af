/** Vectors of four floats at the ragged end of a row of channels, and the activations that are fused into convolutions. */

/** All ones in the first `count` lanes (none if negative, all from 4 on). */
// @ts-ignore: decorator
@inline
export function firstLanes(count: i32): v128 {
  return i32x4.gt_s(i32x4.splat(count), i32x4(0, 1, 2, 3));
}

/** Stores the first `count` lanes, all from 4 on. */
// @ts-ignore: decorator
@inline
export function storeFirst(target: usize, value: v128, count: i32): void {
  if (count >= 4) {
    v128.store(target, value);
  } else {
    if (count > 0) f32.store(target, f32x4.extract_lane(value, 0));
    if (count > 1) f32.store(target, f32x4.extract_lane(value, 1), 4);
    if (count > 2) f32.store(target, f32x4.extract_lane(value, 2), 8);
  }
}

/** Must match `Activation` in src/simd/kernels.ts. */
export const LINEAR: i32 = 0;
export const RELU: i32 = 1;
export const RELU6: i32 = 2;
export const LEAKY_RELU: i32 = 3;

// @ts-ignore: decorator
@inline
export function activate(x: v128, activation: i32, alpha: v128): v128 {
  if (activation == LINEAR) return x;
  const zero = f32x4.splat(0);
  if (activation == LEAKY_RELU) return v128.bitselect(f32x4.mul(x, alpha), x, f32x4.lt(x, zero));
  const positive = f32x4.max(x, zero);
  return activation == RELU6 ? f32x4.min(positive, f32x4.splat(6)) : positive;
}

// @ts-ignore: decorator
@inline
export function roundUp(value: i32, multiple: i32): i32 {
  return ((value + multiple - 1) / multiple) * multiple;
}
