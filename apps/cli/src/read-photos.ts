import { basename } from 'node:path';
import sharp from 'sharp';
import type { LabelledImages } from '@fer/data';
import { checkingInput, UsageError } from './errors';
import type { OpenRun } from './open-run';

/**
 * Image files as a set of the size that the run's model takes: the middle square, resized with antialiasing, and to grey where the
 * model has one channel. Nothing looks for a face: the photo should be a face already.
 */
export function readPhotos(paths: string[], { model, record }: OpenRun): Promise<LabelledImages> {
  return checkingInput(async () => {
    const [h, w, c] = model.inputs[0].shape.slice(1) as [number, number, number];
    const { classes } = record;
    const size = h * w * c;
    const images = new Uint8Array(paths.length * size);
    for (const [i, path] of paths.entries()) images.set(await readPhoto(path, h, w, c), i * size);
    return { images, shape: [paths.length, h, w, c], classes, ids: paths.map((path) => basename(path)) };
  });
}

async function readPhoto(path: string, h: number, w: number, c: number): Promise<Uint8Array> {
  try {
    const resized = sharp(path).rotate().flatten().resize(w, h, { fit: 'cover' });
    const { data } = await (c === 1 ? resized.greyscale() : resized.toColourspace('srgb'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (data.length !== h * w * c) throw new Error(`it decodes to ${data.length} values, not ${h * w * c}`);
    return data;
  } catch (error) {
    const { message } = error as Error;
    if (message.includes('missing')) throw new UsageError(`no such file: ${path}`, { cause: error });
    throw new UsageError(
      `can't read ${path} as an image (expected PNG, JPEG, WebP, …): ${message.split('\n')[0]}`,
      { cause: error },
    );
  }
}
