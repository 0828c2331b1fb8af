import { cropFace, loadFaceFinder, type Box, type Face, type FaceFinder, type Picture } from '@fer/faces';
import type { ImageBatch } from '@fer/models';
import { askBackend } from './ask-backend';
import type { OpenedModel } from './open-model';

let finder: Promise<FaceFinder> | undefined;

/**
 * The faces in a picture, the surest first. The network that finds them comes with the app, is loaded at the first call
 * and stays open.
 *
 * @param size the picture is reduced to this many pixels first: a multiple of 32, smaller is faster
 */
export async function findFaces(picture: Picture, size?: number, signal?: AbortSignal): Promise<Face[]> {
  await askBackend();
  finder ??= loadFaceFinder();
  finder.catch(() => (finder = undefined));
  return (await finder).find(picture, { size, signal });
}

/** Side of a crop for a model that takes images of any size. */
const ANY_SIZE = 224;

/** A face as the model takes images (0..1), cropped as `fer predict` does. */
export function cropFor(
  { inputShape: [h, w, c] }: Pick<OpenedModel, 'inputShape'>,
  picture: Picture,
  box: Box,
): ImageBatch {
  return cropFace(picture, box, { size: [h ?? ANY_SIZE, w ?? ANY_SIZE], channels: c as 1 | 3 });
}
