import { MissingDecoder } from './missing-decoder';
import type { DecodedImage } from './decoded-image';

/** Decodes by `createImageBitmap` and reads the pixels from an `OffscreenCanvas`. */
export async function browserImage(bytes: Uint8Array): Promise<DecodedImage> {
  if (typeof createImageBitmap !== 'function' || typeof OffscreenCanvas !== 'function')
    throw new MissingDecoder(
      'no image decoder here (expected createImageBitmap; in Node import from @fer/data/node)',
    );
  const bitmap = await createImageBitmap(new Blob([bytes as Uint8Array<ArrayBuffer>]), {
    colorSpaceConversion: 'none',
    imageOrientation: 'from-image',
  });
  try {
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!;
    context.fillRect(0, 0, width, height); // black, under what is transparent
    context.drawImage(bitmap, 0, 0);
    return { data: context.getImageData(0, 0, width, height).data, width, height, channels: 4 };
  } finally {
    bitmap.close();
  }
}
