import type { DecodedImage } from './decoded-image';

/**
 * Luma of ITU-R BT.601 on the gamma-coded values, `0.299 R + 0.587 G + 0.114 B`, in 16-bit fixed point and rounded
 * to the nearest: the same integers as Pillow's `convert('L')`. Grey images stay as they are.
 */
export function toGrey({ data, width, height, channels }: DecodedImage): DecodedImage {
  const grey = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < grey.length; i++, at += channels)
    grey[i] =
      channels === 1
        ? data[at]
        : (data[at] * 19595 + data[at + 1] * 38470 + data[at + 2] * 7471 + 0x8000) >> 16;
  return { data: grey, width, height, channels: 1 };
}

/** Three channels, red, green and blue. */
export function toRgb({ data, width, height, channels }: DecodedImage): DecodedImage {
  const rgb = new Uint8Array(width * height * 3);
  for (let i = 0; i < rgb.length; i++)
    rgb[i] = data[channels === 1 ? Math.floor(i / 3) : Math.floor(i / 3) * channels + (i % 3)];
  return { data: rgb, width, height, channels: 3 };
}
