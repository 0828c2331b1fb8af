import { checkRange } from '../check';
import type { Image, ValueMap } from '../figure';
import { maskImage } from '../raster/blend';
import { fieldOf } from '../raster/field';
import { rasterOf } from '../raster/picture';

export interface MaskedPictureOptions {
  /** What is kept, on the map scaled to 0..1 by its least and greatest value. Default 0.5. */
  threshold?: number;
}

/**
 * The picture, black where a map is under the threshold, as a picture `[h, w, 3]` that grids and sheets of pictures take. A
 * map of another resolution is resampled bilinearly.
 *
 * Errors: other shapes, NaN, a threshold outside 0..1.
 *
 * @returns with `kept`, the share of the pixels that are left
 * @example
 * const { data, shape, kept } = maskedPicture({ data: face, shape: [48, 48, 1] }, { values: cam, shape: [6, 6] });
 */
export function maskedPicture(
  image: Image,
  map: ValueMap,
  { threshold = 0.5 }: MaskedPictureOptions = {},
): { data: Uint8Array; shape: [h: number, w: number, channels: 3]; kept: number } {
  checkRange('threshold', threshold, 0, 1);
  const { image: masked, kept } = maskImage(rasterOf('image', image), fieldOf('map', map), threshold);
  const data = Uint8Array.from(masked.data.filter((_, i) => i % 4 < 3));
  return { data, shape: [masked.height, masked.width, 3], kept };
}
