import { storeFirst } from './lanes';

/** `dx = x > 0 ? dy : slope * dy`, the gradient of (leaky) ReLU. */
export function reluGradient(dy: usize, x: usize, size: i32, slope: f32, dx: usize): void {
  const slopes = f32x4.splat(slope);
  const zero = f32x4.splat(0);
  for (let left = size; left > 0; left -= 4, dy += 16, x += 16, dx += 16) {
    const gradient = v128.load(dy);
    const value = v128.bitselect(gradient, f32x4.mul(gradient, slopes), f32x4.gt(v128.load(x), zero));
    storeFirst(dx, value, left);
  }
}

/** `target = factor * a * b`. */
export function scaledProduct(a: usize, b: usize, size: i32, factor: f32, target: usize): void {
  const factors = f32x4.splat(factor);
  for (let left = size; left > 0; left -= 4, a += 16, b += 16, target += 16) {
    storeFirst(target, f32x4.mul(f32x4.mul(v128.load(a), factors), v128.load(b)), left);
  }
}
