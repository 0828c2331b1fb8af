import { placeOfCrop, type Box, type Picture } from '@fer/faces';
import type { ImageBatch } from '@fer/models';
import type { ModelRef } from '../../library/model-ref';
import { cropFor } from './find-faces';
import { openModel } from './open-model';

/** A part of a picture. */
export interface PictureCrop {
  /** As the model takes images, 0..1. */
  image: ImageBatch;
  /** Where it was cut out, in pixels of the picture; it may reach beyond the edge. */
  place: ReturnType<typeof placeOfCrop>;
}

/** Cuts out what the model is to see of a face. */
export async function cropPicture(ref: ModelRef, picture: Picture, box: Box): Promise<PictureCrop> {
  const image = cropFor(await openModel(ref), picture, box);
  const [, h, w] = image.shape;
  return { image, place: placeOfCrop(box, { size: [h, w] }) };
}
