import type { DecodedImage } from '../folder/decoded-image';
import { MissingDecoder } from '../folder/missing-decoder';

/** Decodes by sharp (libvips): upright as its EXIF says, on black where it is transparent, 8 bits, grey or sRGB. */
export async function sharpImage(bytes: Uint8Array): Promise<DecodedImage> {
  const sharp = await loadSharp();
  const { data, info } = await sharp(bytes)
    .rotate()
    .flatten()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    data,
    width: info.width,
    height: info.height,
    channels: info.channels as DecodedImage['channels'],
  };
}

/** sharp is an optional peer: only who reads or writes image files needs it. */
export async function loadSharp() {
  try {
    return (await import('sharp')).default;
  } catch (error) {
    throw new MissingDecoder('image files need the package sharp (npm install sharp)', { cause: error });
  }
}
