import type { ImageBatch } from '@fer/models';
import type { ModelRef } from '../../library/model-ref';
import { fitImages } from './model-input';
import { openModel } from './open-model';
import { predictWith } from './predict-images';

/** What a model says of a picture. */
export interface PictureAnswer {
  /** One a class. */
  probabilities: Float32Array;
  /** The picture at the model's size, 0..1: what its maps lie over. */
  seen: { data: Float32Array; shape: [h: number, w: number, c: number] };
}

/** Asks a model about one picture (0..1) of any size. */
export async function answerAbout(ref: ModelRef, picture: ImageBatch): Promise<PictureAnswer> {
  const opened = await openModel(ref);
  const { data, shape } = fitImages(picture, opened);
  const { probabilities } = await predictWith(opened, { data, shape });
  const [, h, w, c] = shape;
  return { probabilities, seen: { data, shape: [h, w, c] } };
}
