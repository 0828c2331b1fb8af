import { basename } from 'node:path';
import sharp from 'sharp';
import type { LabelledImages } from '@fer/data';
import { cropFace, loadFaceFinder, type Face, type FaceFinder } from '@fer/faces';
import { checkingInput, UsageError } from './errors';
import type { OpenRun } from './open-run';

interface ReadPhotosOptions {
  /** Look for faces and crop them; false takes the middle square of every photo. Default true. */
  crop?: boolean;
  /** Every face of a photo in place of that which is surest. Default false. */
  everyFace?: boolean;
  /** Told of each photo in which no face is found. */
  warn: (message: string) => void;
  signal?: AbortSignal;
}

/** Photos, or the faces in them, as images of the size that a model takes. */
export interface Photos extends LabelledImages {
  ids: string[];
  /** What each image is made of. */
  sources: PhotoSource[];
}

export interface PhotoSource {
  path: string;
  /** Where in the photo; without one the image is the middle square. */
  face?: Face;
}

type Size = [h: number, w: number, c: number];

/**
 * Image files as a set of the size that the run's model takes, resized with antialiasing, and grey where the model has
 * one channel. In a photo that is larger than that the face is found and cropped; where none is found, and in a photo
 * that is no larger, it is the middle square.
 */
export function readPhotos(
  paths: string[],
  { model, record }: OpenRun,
  { crop = true, everyFace = false, warn, signal }: ReadPhotosOptions,
): Promise<Photos> {
  return checkingInput(async () => {
    const size = model.inputs[0].shape.slice(1) as Size;
    const images: { pixels: Uint8Array; source: PhotoSource }[] = [];
    let finder: FaceFinder | undefined;
    try {
      for (const path of paths) {
        signal?.throwIfAborted();
        const faces: Face[] = [];
        const photo = crop ? await readLarger(path, size) : undefined;
        if (photo) {
          finder ??= await loadFaceFinder();
          const found = await finder.find(photo, { signal });
          faces.push(...(everyFace ? found : found.slice(0, 1)));
          if (faces.length === 0) warn(`no face found in ${path}: the middle of the whole picture is used`);
        }
        for (const face of faces) {
          const [h, w, c] = size;
          const { data } = cropFace(photo!, face.box, { size: [h, w], channels: c as 1 | 3 });
          images.push({
            pixels: Uint8Array.from(data, (value) => Math.round(value * 255)),
            source: { path, face },
          });
        }
        if (faces.length === 0) images.push({ pixels: await readMiddle(path, size), source: { path } });
      }
    } finally {
      finder?.dispose();
    }
    const [h, w, c] = size;
    const all = new Uint8Array(images.length * h * w * c);
    images.forEach(({ pixels }, i) => all.set(pixels, i * h * w * c));
    return {
      images: all,
      shape: [images.length, h, w, c],
      classes: record.classes,
      ids: images.map(({ source }) => basename(source.path)),
      sources: images.map(({ source }) => source),
    };
  });
}

/** A photo in colour, as `@fer/faces` takes it; nothing where it is no larger than the model's input. */
function readLarger(path: string, [h, w]: Size) {
  return reading(path, async () => {
    const upright = sharp(path).rotate().flatten().toColourspace('srgb');
    const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
    if (info.width <= w || info.height <= h) return undefined;
    return { data, shape: [info.height, info.width, info.channels] as const };
  });
}

/** The middle square, resized. */
function readMiddle(path: string, [h, w, c]: Size): Promise<Uint8Array> {
  return reading(path, async () => {
    const resized = sharp(path).rotate().flatten().resize(w, h, { fit: 'cover' });
    const { data } = await (c === 1 ? resized.greyscale() : resized.toColourspace('srgb'))
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (data.length !== h * w * c) throw new Error(`it decodes to ${data.length} values, not ${h * w * c}`);
    return data;
  });
}

async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { message } = error as Error;
    if (message.includes('missing')) throw new UsageError(`no such file: ${path}`, { cause: error });
    throw new UsageError(
      `can't read ${path} as an image (expected PNG, JPEG, WebP, …): ${message.split('\n')[0]}`,
      { cause: error },
    );
  }
}
