import type { LabelledImages } from '@fer/data';
import { preprocess, type ImageBatch, type Preprocessing } from '@fer/models';

/** Images of a labelled set as float32 0..1, after a preprocessing where one is given. */
export function imageBatch(ds: LabelledImages, preprocessing: Preprocessing = { kind: 'none' }): ImageBatch {
  const data = Float32Array.from(ds.images, (value) => value / 255);
  preprocess(data, preprocessing, ds.shape);
  return { data, shape: ds.shape };
}
