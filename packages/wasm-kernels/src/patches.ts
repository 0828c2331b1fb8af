import type { ConvGeometry } from './conv-geometry';

/**
 * Folds patches back into images, adding where they overlap.
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

/** How many images' patches to make at a time: at least one. Depends on shapes only, so sums keep their order. */
export function imagesPerPass(g: ConvGeometry): number {
  const patchFloats = g.outHeight * g.outWidth * g.kernelHeight * g.kernelWidth * g.inChannels;
  return Math.max(1, Math.min(g.batch, Math.floor(PATCH_FLOATS / Math.max(1, patchFloats))));
}
