import { batches, type LabelledImages } from '@fer/data';
import { preprocess, type Preprocessing } from '@fer/models';
import type { BatchSource } from '@fer/train';

/** A labelled set as the trainer pulls it, with the model's preprocessing applied to every batch. */
export function batchSource(ds: LabelledImages, preprocessing: Preprocessing): BatchSource {
  return {
    size: ds.shape[0],
    classes: ds.classes,
    batches: (pass) => batches(ds, { ...pass, normalize: (data) => preprocess(data, preprocessing) }),
  };
}
