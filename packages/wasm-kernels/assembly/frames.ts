import { roundUp } from './lanes';

/** Images in a frame of zeros, so that the inner loops of direct convolutions meet no border. */

/** How many outputs are computed at a time; past the end the last one again. */
export const BLOCK: i32 = 4;
export const BLOCK_BYTES: usize = 128;

// @ts-ignore: decorator
@inline
export function frameSide(out: i32, stride: i32, kernel: i32, dilation: i32): i32 {
  return (out - 1) * stride + (kernel - 1) * dilation + 1;
}

/** Bytes of scratch for the direct functions. */
export function directScratchSize(
  inChannels: i32,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  kernelHeight: i32,
  kernelWidth: i32,
  strideHeight: i32,
  strideWidth: i32,
  dilationHeight: i32,
  dilationWidth: i32,
): usize {
  const frameHeight = frameSide(outHeight, strideHeight, kernelHeight, dilationHeight);
  const frame = frameHeight * frameSide(outWidth, strideWidth, kernelWidth, dilationWidth);
  const columns = roundUp(outChannels, 8);
  // The gradient's columns of eight; forward, where patches begin, which takes less.
  const gradient = outHeight * outWidth * columns;
  const sums = roundUp(kernelHeight * kernelWidth * inChannels, 4) * columns;
  return BLOCK_BYTES + <usize>(frame * inChannels + gradient + sums + BLOCK) * 4 + 64;
}

/** Copies an image into the middle of its frame. */
export function frameImage(
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  frame: usize,
  frameHeight: i32,
  frameWidth: i32,
): void {
  const line = <usize>(frameWidth * channels) * 4;
  const first = max(0, -left);
  const count = max(0, min(width, frameWidth - left) - first);
  const before = <usize>(max(0, left) * channels) * 4;
  const inside = <usize>(count * channels) * 4;
  for (let y = 0; y < frameHeight; y++, frame += line) {
    const row = y - top;
    if (row < 0 || row >= height || count == 0) {
      memory.fill(frame, 0, line);
      continue;
    }
    memory.fill(frame, 0, before);
    memory.copy(frame + before, image + <usize>((row * width + first) * channels) * 4, inside);
    memory.fill(frame + before + inside, 0, line - before - inside);
  }
}

/** Writes where the patch of every output pixel begins in the frame; past the end, where the last one does. */
export function pointAtPatches(
  frame: usize,
  outHeight: i32,
  outWidth: i32,
  rowStep: usize,
  columnStep: usize,
  target: usize,
): void {
  for (let row = 0; row < outHeight; row++) {
    for (let column = 0; column < outWidth; column++, target += 4) {
      store<usize>(target, frame + <usize>row * rowStep + <usize>column * columnStep);
    }
  }
  for (let i = 1; i < BLOCK; i++, target += 4) store<usize>(target, load<usize>(target - 4));
}

/** Where tap `(i, j, c)`, number `(i * kw + j) * C + c`, lies in the frame, from the corner of the patch; steps and result in bytes. */
// @ts-ignore: decorator
@inline
export function tapAt(tap: i32, kernelWidth: i32, channels: i32, rowStep: usize, columnStep: usize): usize {
  const pixel = tap / channels;
  const i = pixel / kernelWidth;
  const j = pixel - i * kernelWidth;
  return <usize>i * rowStep + <usize>j * columnStep + <usize>(tap - pixel * channels) * 4;
}
