import type { Picture } from '../../ui/pixels';

/** Photos are reduced to this, the longer side in pixels: what finds faces needs no more. */
const MOST = 1600;

/**
 * The pixels of a picture file, turned as its EXIF says.
 *
 * @throws where the browser can't read it.
 */
export async function readPicture(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file);
  try {
    return pixelsOf(bitmap, bitmap.width, bitmap.height);
  } finally {
    bitmap.close();
  }
}

/** The pixels of what a canvas can draw. */
export function pixelsOf(source: CanvasImageSource, width: number, height: number): Picture {
  const scale = Math.min(1, MOST / Math.max(width, height));
  const [w, h] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
  const context = new OffscreenCanvas(w, h).getContext('2d')!;
  // What is transparent is white, as on paper.
  context.fillStyle = 'white';
  context.fillRect(0, 0, w, h);
  context.drawImage(source, 0, 0, w, h);
  return { data: context.getImageData(0, 0, w, h).data, shape: [h, w, 4] };
}
