import { storeFirst } from './lanes';

/**
 * Gradients of pooling, over `[N, H, W, C]`. Windows that neither overlap nor leave a pixel out write every pixel once; else the target is
 * cleared and added to.
 */

// @ts-ignore: decorator
@inline
function tilesExactly(inSide: i32, outSide: i32, window: i32, stride: i32, pad: i32): bool {
  return window == stride && inSide == outSide * window && pad == 0;
}

// @ts-ignore: decorator
@inline
function put(target: usize, value: v128, once: bool, count: i32): void {
  storeFirst(target, once ? value : f32x4.add(v128.load(target), value), count);
}

/**
 * Each window hands its gradient to its largest element, the first one (row by row) of equals: the first that has the bits of the output.
 */
export function maxPoolGradient(
  dy: usize,
  x: usize,
  y: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  outHeight: i32,
  outWidth: i32,
  dx: usize,
): void {
  const once =
    tilesExactly(height, outHeight, windowHeight, strideHeight, top) &&
    tilesExactly(width, outWidth, windowWidth, strideWidth, left);
  const pixel = <usize>channels * 4;
  if (!once) memory.fill(dx, 0, <usize>(images * height * width) * pixel);
  let at: usize = 0;
  for (let n = 0; n < images; n++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const row0 = outRow * strideHeight - top;
      const rowEnd = min(height, row0 + windowHeight);
      for (let outColumn = 0; outColumn < outWidth; outColumn++, at += pixel) {
        const column0 = outColumn * strideWidth - left;
        const columnEnd = min(width, column0 + windowWidth);
        for (let c = 0; c < channels; c += 4) {
          const count = channels - c;
          const offset = <usize>c * 4;
          const maximum = v128.load(y + at + offset);
          // What is still to be handed out: the gradient until the maximum was met, then nothing.
          let rest = v128.load(dy + at + offset);
          for (let row = max(0, row0); row < rowEnd; row++) {
            for (let column = max(0, column0); column < columnEnd; column++) {
              const to = <usize>((n * height + row) * width + column) * pixel + offset;
              const hit = i32x4.eq(v128.load(x + to), maximum);
              put(dx + to, v128.and(rest, hit), once, count);
              rest = v128.andnot(rest, hit);
            }
          }
        }
      }
    }
  }
}

/** Each window spreads its gradient evenly over the elements inside the image, by which the forward pass divided. */
export function avgPoolGradient(
  dy: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  windowHeight: i32,
  windowWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  outHeight: i32,
  outWidth: i32,
  dx: usize,
): void {
  const once =
    tilesExactly(height, outHeight, windowHeight, strideHeight, top) &&
    tilesExactly(width, outWidth, windowWidth, strideWidth, left);
  const pixel = <usize>channels * 4;
  if (!once) memory.fill(dx, 0, <usize>(images * height * width) * pixel);
  for (let n = 0; n < images; n++) {
    for (let outRow = 0; outRow < outHeight; outRow++) {
      const row0 = max(0, outRow * strideHeight - top);
      const rowEnd = min(height, outRow * strideHeight - top + windowHeight);
      for (let outColumn = 0; outColumn < outWidth; outColumn++, dy += pixel) {
        const column0 = max(0, outColumn * strideWidth - left);
        const columnEnd = min(width, outColumn * strideWidth - left + windowWidth);
        const share = f32x4.splat(1 / <f32>((rowEnd - row0) * (columnEnd - column0)));
        for (let c = 0; c < channels; c += 4) {
          const value = f32x4.mul(v128.load(dy + <usize>c * 4), share);
          for (let row = row0; row < rowEnd; row++) {
            for (let column = column0; column < columnEnd; column++) {
              const to = <usize>((n * height + row) * width + column) * pixel + <usize>c * 4;
              put(dx + to, value, once, channels - c);
            }
          }
        }
      }
    }
  }
}
