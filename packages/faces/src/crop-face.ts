import { resizeImage, toGrey, toRgb, type DecodedImage } from '@fer/data';
import type { Box } from './face';
import { toBytes, type Picture } from './picture';

export interface CropFaceOptions {
  /** Height and width of the crop in pixels; a number is both. Default 48. */
  size?: number | readonly [h: number, w: number];
  /**
   * What is added at each side, as a part of the longer side of the box; negative for less. Default 0: the framing of
   * FER2013, by which a network trained on it is right most often about faces that were cropped again (see the README).
   */
  margin?: number;
  /** 1 (default): grey, `0.299 R + 0.587 G + 0.114 B`; 3: red, green, blue. */
  channels?: 1 | 3;
}

/** A batch of one image: `[1, h, w, c]`, float32, 0..1. */
export interface FaceCrop {
  data: Float32Array;
  shape: [1, number, number, number];
}

/**
 * How far the middle of the crop is above that of the box, as a part of the crop's height: a box begins at the brows,
 * a picture of FER2013 shows some of the forehead. The median over its faces.
 */
const RAISE = 0.07;

/**
 * The part of a picture around a face, as `predict` and `explain` take images: as high as the longer side of the box, a
 * little above its middle, of the proportions of `size`, made smaller with antialiasing. Beyond the edges of the picture
 * their pixels are repeated.
 *
 * @throws for a picture, box, size or margin that is none
 *
 * @example
 * const crop = cropFace(picture, face.box, { size: 48 });
 * const { probabilities } = await predict(model, crop);
 */
export function cropFace(
  picture: Picture,
  box: Box,
  { size = 48, margin = 0, channels = 1 }: CropFaceOptions = {},
): FaceCrop {
  const [h, w] = typeof size === 'number' ? [size, size] : size;
  for (const side of [h, w])
    if (!Number.isInteger(side) || side < 1)
      throw new Error(`invalid size: ${side} (expected an integer >= 1)`);
  if (!(margin > -0.5 && margin <= 10))
    throw new Error(`invalid margin: ${margin} (expected above -0.5, up to 10)`);
  const image = toBytes(picture);
  checkBox(box, image);
  const part = cut(image, placeOfCrop(box, { size, margin }));
  const pixels = resizeImage(channels === 1 ? toGrey(part) : toRgb(part), [h, w], { fit: 'stretch' });
  return { data: Float32Array.from(pixels, (value) => value / 255), shape: [1, h, w, channels] };
}

/** What a crop of `cropFace` shows of the picture, in whole pixels of it: where a map of the crop is to be drawn. */
export function placeOfCrop(
  box: Box,
  { size = 48, margin = 0 }: Pick<CropFaceOptions, 'size' | 'margin'> = {},
): Box {
  const [h, w] = typeof size === 'number' ? [size, size] : size;
  const side = Math.max(box.width, box.height) * (1 + 2 * margin);
  const height = Math.max(1, Math.round(side));
  const width = Math.max(1, Math.round((side * w) / h));
  const x = Math.round(box.x + box.width / 2 - width / 2);
  const y = Math.round(box.y + box.height / 2 - RAISE * side - height / 2);
  return { x, y, width, height };
}

/** A box that no face has: not of numbers, empty, outside of the picture, or far larger than it. */
function checkBox({ x, y, width, height }: Box, picture: DecodedImage): void {
  const meets = x < picture.width && y < picture.height && x + width > 0 && y + height > 0;
  const limit = 4 * Math.max(picture.width, picture.height);
  if (!(width > 0 && height > 0 && meets && Math.max(width, height) <= limit))
    throw new Error(
      `invalid box: ${width} x ${height} at ${x}, ${y} (expected one that meets the picture of ${picture.width} x ${picture.height})`,
    );
}

/** The pixels of a part; beyond the edges of the image those of its edges. */
function cut({ data, width, height, channels }: DecodedImage, part: Box): DecodedImage {
  const out = new Uint8Array(part.height * part.width * channels);
  const within = (at: number, length: number) => Math.min(length - 1, Math.max(0, at));
  for (let y = 0, to = 0; y < part.height; y++)
    for (let x = 0; x < part.width; x++, to += channels) {
      const from = (within(part.y + y, height) * width + within(part.x + x, width)) * channels;
      for (let c = 0; c < channels; c++) out[to + c] = data[from + c];
    }
  return { data: out, width: part.width, height: part.height, channels };
}
