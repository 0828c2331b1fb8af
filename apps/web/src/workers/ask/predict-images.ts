import { predict, type ImageBatch, type Prediction } from '@fer/models';
import type { ModelRef } from '../../library/models';
import { openModel } from './open-model';

/** What a model says of images; values 0..1. */
export async function predictImages(ref: ModelRef, images: ImageBatch): Promise<Prediction> {
  const { model } = await openModel(ref);
  return predict(model, images);
}
