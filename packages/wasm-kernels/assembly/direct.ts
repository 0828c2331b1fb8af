import { activate, firstLanes, roundUp, storeFirst } from './lanes';
import { BLOCK, BLOCK_BYTES, frameImage, frameSide, pointAtPatches, tapAt } from './frames';
import { packFilter } from './pack-filter';
import { addProductOfColumns, productOfRows } from './products';

/** Convolutions by their definition, for the kernels and strides that have no short cut. */

/**
 * `y[n, y, x, k] = activation(bias[k] + sum of x[n, y * sh + i - top, x * sw + j - left, c] * filter[i, j, c, k])`.
 *
 * @param x `[N, H, W, C]`
 * @param filter from `packFilter`
 * @param bias `[K]`, or 0 for none
 * @param y `[N, H', W', K]`
 */
export function directConv(
  x: usize,
  images: i32,
  height: i32,
  width: i32,
  inChannels: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  top: i32,
  left: i32,
  filter: usize,
  bias: usize,
  activation: i32,
  alpha: f32,
  y: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  scratch: usize,
): void {
  const frame = scratch + BLOCK_BYTES;
  const frameHeight = frameSide(outHeight, strideHeight, kernelHeight, 1);
  const frameWidth = frameSide(outWidth, strideWidth, kernelWidth, 1);
  const line = <usize>(frameWidth * inChannels) * 4;
  const length = kernelWidth * inChannels;
  const pixels = outHeight * outWidth;
  const slopes = f32x4.splat(alpha);
  const patches = frame + <usize>(frameHeight * frameWidth * inChannels) * 4;
  const columnStep = <usize>(strideWidth * inChannels) * 4;
  pointAtPatches(frame, outHeight, outWidth, <usize>strideHeight * line, columnStep, patches);
  for (let n = 0; n < images; n++) {
    const image = x + <usize>(n * height * width) * <usize>inChannels * 4;
    frameImage(image, height, width, inChannels, top, left, frame, frameHeight, frameWidth);
    const output = y + <usize>(n * pixels) * <usize>outChannels * 4;
    for (let panel = 0; panel < outChannels; panel += 8) {
      const b = filter + <usize>panel * <usize>(kernelHeight * length) * 4;
      const count = outChannels - panel;
      const bias0 = bias ? v128.and(v128.load(bias + <usize>panel * 4), firstLanes(count)) : f32x4.splat(0);
      const bias1 = bias
        ? v128.and(v128.load(bias + <usize>panel * 4, 16), firstLanes(count - 4))
        : f32x4.splat(0);
      for (let pixel = 0; pixel < pixels; pixel += BLOCK) {
        const patch = patches + <usize>pixel * 4;
        productOfRows(
          load<usize>(patch),
          load<usize>(patch, 4),
          load<usize>(patch, 8),
          load<usize>(patch, 12),
          kernelHeight,
          line,
          length,
          b,
          scratch,
        );
        const end = min(BLOCK, pixels - pixel);
        let to = output + (<usize>pixel * <usize>outChannels + <usize>panel) * 4;
        for (let m = 0; m < end; m++, to += <usize>outChannels * 4) {
          const from = scratch + <usize>m * 32;
          storeFirst(to, activate(f32x4.add(v128.load(from), bias0), activation, slopes), count);
          storeFirst(to + 16, activate(f32x4.add(v128.load(from, 16), bias1), activation, slopes), count - 4);
        }
      }
    }
  }
}

/**
 * Gradient of that convolution to its filter: `dW[i, j, c, k] = sum of x[n, y * sh + i * dh - top, x * sw + j * dw - left, c] * dy[n, y, x, k]`.
 *
 * @param x `[N, H, W, C]`
 * @param dy `[N, H', W', K]`
 * @param target `[kh, kw, C, K]`
 */
export function directFilterGradient(
  x: usize,
  images: i32,
  height: i32,
  width: i32,
  inChannels: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
  top: i32,
  left: i32,
  dy: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  target: usize,
  scratch: usize,
): void {
  const frame = scratch + BLOCK_BYTES;
  const frameHeight = frameSide(outHeight, strideHeight, kernelHeight, dilationHeight);
  const frameWidth = frameSide(outWidth, strideWidth, kernelWidth, dilationWidth);
  const line = <usize>(frameWidth * inChannels) * 4;
  const rowStep = <usize>dilationHeight * line;
  const columnStep = <usize>(dilationWidth * inChannels) * 4;
  const pixels = outHeight * outWidth;
  const taps = kernelHeight * kernelWidth * inChannels;
  const columns = roundUp(outChannels, 8);
  const rows = roundUp(taps, 4);
  const packed = frame + <usize>(frameHeight * frameWidth * inChannels) * 4;
  const sums = packed + <usize>(pixels * columns) * 4;
  memory.fill(sums, 0, <usize>(rows * columns) * 4);
  for (let n = 0; n < images; n++) {
    const image = x + <usize>(n * height * width) * <usize>inChannels * 4;
    frameImage(image, height, width, inChannels, top, left, frame, frameHeight, frameWidth);
    packFilter(dy + <usize>(n * pixels) * <usize>outChannels * 4, pixels, outChannels, packed);
    for (let panel = 0; panel < columns; panel += 8) {
      const b = packed + <usize>(panel * pixels) * 4;
      for (let tap = 0; tap < rows; tap += 4) {
        addProductOfColumns(
          frame + tapAt(tap, kernelWidth, inChannels, rowStep, columnStep),
          frame + tapAt(min(tap + 1, taps - 1), kernelWidth, inChannels, rowStep, columnStep),
          frame + tapAt(min(tap + 2, taps - 1), kernelWidth, inChannels, rowStep, columnStep),
          frame + tapAt(min(tap + 3, taps - 1), kernelWidth, inChannels, rowStep, columnStep),
          outHeight,
          <usize>strideHeight * line,
          outWidth,
          <usize>(strideWidth * inChannels) * 4,
          b,
          sums + <usize>(panel * rows + tap * 8) * 4,
        );
      }
    }
  }
  for (let tap = 0; tap < taps; tap++) {
    for (let c = 0; c < outChannels; c += 4) {
      const from = sums + (<usize>(c >> 3) * <usize>rows + <usize>tap) * 32 + <usize>(c & 4) * 4;
      storeFirst(target + <usize>(tap * outChannels + c) * 4, v128.load(from), outChannels - c);
    }
  }
}
