import type { Box, Picture } from '@fer/faces';

let canvas: OffscreenCanvas | undefined;

/** Pixels of a part of a picture, reduced so that its longer side is at most `most`. */
export function pixelsOf(frame: ImageBitmap, part: Box, most = Infinity): Picture {
  const scale = Math.min(1, most / Math.max(part.width, part.height));
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  canvas ??= new OffscreenCanvas(width, height);
  // A larger canvas is kept: to change its size is to make it anew.
  if (canvas.width < width) canvas.width = width;
  if (canvas.height < height) canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.imageSmoothingQuality = 'medium';
  context.drawImage(frame, part.x, part.y, part.width, part.height, 0, 0, width, height);
  return { data: context.getImageData(0, 0, width, height).data, shape: [height, width, 4] };
}
