import { storeFirst } from './lanes';

/**
 * Gradients of the depthwise convolution with one filter a channel,
 * `y[n, y, x, c] = sum of x[n, y * sh + i * dh - top, x * sw + j * dw - left, c] * filter[i, j, c]`.
 */

/** The first output whose tap falls inside the image. */
// @ts-ignore: decorator
@inline
function firstOutput(stride: i32, shift: i32): i32 {
  return shift >= 0 ? 0 : (-shift + stride - 1) / stride;
}

/** One past the last output whose tap falls inside the image. */
// @ts-ignore: decorator
@inline
function endOutput(size: i32, out: i32, stride: i32, shift: i32): i32 {
  return shift >= size ? 0 : min(out, (size - 1 - shift) / stride + 1);
}

/** dx `[N, H, W, C]` of dy `[N, H', W', C]` and filter `[kh, kw, C]`. */
export function depthwiseInputGradient(
  dy: usize,
  filter: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
  outHeight: i32,
  outWidth: i32,
  dx: usize,
): void {
  const pixel = <usize>channels * 4;
  const step = <usize>strideWidth * pixel;
  memory.fill(dx, 0, <usize>(images * height * width) * pixel);
  for (let n = 0; n < images; n++) {
    for (let i = 0; i < kernelHeight; i++) {
      const down = i * dilationHeight - top;
      const rowEnd = endOutput(height, outHeight, strideHeight, down);
      for (let row = firstOutput(strideHeight, down); row < rowEnd; row++) {
        for (let j = 0; j < kernelWidth; j++) {
          const across = j * dilationWidth - left;
          const first = firstOutput(strideWidth, across);
          const end = endOutput(width, outWidth, strideWidth, across);
          const weights = filter + <usize>(i * kernelWidth + j) * pixel;
          const inRow = (n * height + row * strideHeight + down) * width + first * strideWidth + across;
          const outRow = (n * outHeight + row) * outWidth + first;
          for (let c = 0; c < channels; c += 4) {
            const offset = <usize>c * 4;
            const weight = v128.load(weights + offset);
            let from = dy + <usize>outRow * pixel + offset;
            let to = dx + <usize>inRow * pixel + offset;
            for (let column = first; column < end; column++, from += pixel, to += step) {
              storeFirst(to, f32x4.add(v128.load(to), f32x4.mul(v128.load(from), weight)), channels - c);
            }
          }
        }
      }
    }
  }
}

/** The filter's gradient `[kh, kw, C]` of x `[N, H, W, C]` and dy `[N, H', W', C]`. */
export function depthwiseFilterGradient(
  x: usize,
  dy: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
  outHeight: i32,
  outWidth: i32,
  target: usize,
): void {
  const pixel = <usize>channels * 4;
  const step = <usize>strideWidth * pixel;
  memory.fill(target, 0, <usize>(kernelHeight * kernelWidth) * pixel);
  for (let n = 0; n < images; n++) {
    for (let i = 0; i < kernelHeight; i++) {
      const down = i * dilationHeight - top;
      const firstRow = firstOutput(strideHeight, down);
      const rowEnd = endOutput(height, outHeight, strideHeight, down);
      for (let j = 0; j < kernelWidth; j++) {
        const across = j * dilationWidth - left;
        const first = firstOutput(strideWidth, across);
        const end = endOutput(width, outWidth, strideWidth, across);
        for (let c = 0; c < channels; c += 4) {
          let sum = f32x4.splat(0);
          for (let row = firstRow; row < rowEnd; row++) {
            const inRow = (n * height + row * strideHeight + down) * width + first * strideWidth + across;
            const outRow = (n * outHeight + row) * outWidth + first;
            let a = x + <usize>inRow * pixel + <usize>c * 4;
            let b = dy + <usize>outRow * pixel + <usize>c * 4;
            for (let column = first; column < end; column++, a += step, b += pixel) {
              sum = f32x4.add(sum, f32x4.mul(v128.load(a), v128.load(b)));
            }
          }
          const to = target + <usize>(i * kernelWidth + j) * pixel + <usize>c * 4;
          storeFirst(to, f32x4.add(v128.load(to), sum), channels - c);
        }
      }
    }
  }
}
