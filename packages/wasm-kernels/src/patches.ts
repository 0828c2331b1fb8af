import type { ConvGeometry } from './conv-geometry';
import { axesOf, validRange } from './conv-geometry';

/**
 * Unfolds images into the transposed patch matrix: row `(i, j, c)` holds, for every output position `(n, y, x)` in turn, the
 * input value that tap `(i, j)` of channel `c` meets there (0 in the padding).
 *
 * @param planes the images as planes `[C, images, H, W]`
 * @param images how many images the planes hold
 * @param target `[kh * kw * C, images * outH * outW]`, overwritten
 */
export function unfoldPlanes(
  planes: Float32Array,
  images: number,
  g: ConvGeometry,
  target: Float32Array,
): void {
  if (keepsSize(g)) return unfoldByShifting(planes, images, g, target);
  const { vertical, horizontal } = axesOf(g);
  const { inHeight, inWidth, outWidth, outHeight, strideHeight, strideWidth } = g;
  let at = 0;
  for (let i = 0; i < g.kernelHeight; i++) {
    const [top, bottom] = validRange(vertical, i);
    for (let j = 0; j < g.kernelWidth; j++) {
      const [left, right] = validRange(horizontal, j);
      const shift = j * g.dilationWidth - g.padLeft;
      for (let plane = 0; plane < g.inChannels * images; plane++) {
        for (let y = 0; y < outHeight; y++, at += outWidth) {
          if (y < top || y >= bottom) {
            for (let x = 0; x < outWidth; x++) target[at + x] = 0;
            continue;
          }
          const row = y * strideHeight - g.padTop + i * g.dilationHeight;
          const from = (plane * inHeight + row) * inWidth + shift;
          for (let x = 0; x < left; x++) target[at + x] = 0;
          for (let x = left; x < right; x++) target[at + x] = planes[from + x * strideWidth];
          for (let x = right; x < outWidth; x++) target[at + x] = 0;
        }
      }
    }
  }
}

function keepsSize(g: ConvGeometry): boolean {
  const sameSize = g.outHeight === g.inHeight && g.outWidth === g.inWidth;
  return sameSize && g.strideHeight === 1 && g.strideWidth === 1;
}

/** Where the output is as large as the input, a tap's plane is the input plane moved in one block, then its border cleared. */
function unfoldByShifting(planes: Float32Array, images: number, g: ConvGeometry, target: Float32Array): void {
  const { vertical, horizontal } = axesOf(g);
  const width = g.inWidth;
  const image = g.inHeight * width;
  const size = images * image;
  let at = 0;
  for (let i = 0; i < g.kernelHeight; i++) {
    const [top, bottom] = validRange(vertical, i);
    for (let j = 0; j < g.kernelWidth; j++) {
      const [left, right] = validRange(horizontal, j);
      const shift = (i * g.dilationHeight - g.padTop) * width + j * g.dilationWidth - g.padLeft;
      for (let c = 0; c < g.inChannels; c++, at += size) {
        const first = c * size + Math.max(0, shift);
        const end = (c + 1) * size + Math.min(0, shift);
        // What the shift leaves unwritten lies in the border.
        if (first < end) target.set(planes.subarray(first, end), at + Math.max(0, -shift));
        for (let n = at; n < at + size; n += image) {
          target.fill(0, n, n + top * width);
          target.fill(0, n + bottom * width, n + image);
          for (let line = n + top * width; line < n + bottom * width; line += width) {
            for (let x = 0; x < left; x++) target[line + x] = 0;
            for (let x = right; x < width; x++) target[line + x] = 0;
          }
        }
      }
    }
  }
}

/**
 * Folds patches back into images, adding where they overlap: the adjoint of unfolding.
 *
 * @param patches `[images * outH * outW, kh * kw * C]`
 * @param target `[images, H, W, C]` from element `offset` on, added to
 */
export function foldPatches(
  patches: Float32Array,
  images: number,
  g: ConvGeometry,
  target: Float32Array,
  offset: number,
): void {
  const channels = g.inChannels;
  let at = 0;
  for (let n = 0; n < images; n++) {
    for (let y = 0; y < g.outHeight; y++) {
      for (let x = 0; x < g.outWidth; x++) {
        const column0 = x * g.strideWidth - g.padLeft;
        for (let i = 0; i < g.kernelHeight; i++) {
          const row = y * g.strideHeight - g.padTop + i * g.dilationHeight;
          if (row < 0 || row >= g.inHeight) {
            at += g.kernelWidth * channels;
            continue;
          }
          const line = offset + (n * g.inHeight + row) * g.inWidth * channels;
          for (let j = 0; j < g.kernelWidth; j++, at += channels) {
            const column = column0 + j * g.dilationWidth;
            if (column < 0 || column >= g.inWidth) continue;
            const to = line + column * channels;
            for (let c = 0; c < channels; c++) target[to + c] += patches[at + c];
          }
        }
      }
    }
  }
}

/** Patch matrices are made for so many images at a time that they stay near this many floats (8 MB). */
const PATCH_FLOATS = 1 << 21;

/** How many images' patches to unfold at a time: at least one. Depends on shapes only, so sums keep their order. */
export function imagesPerPass(g: ConvGeometry): number {
  const patchFloats = g.outHeight * g.outWidth * g.kernelHeight * g.kernelWidth * g.inChannels;
  return Math.max(1, Math.min(g.batch, Math.floor(PATCH_FLOATS / Math.max(1, patchFloats))));
}
