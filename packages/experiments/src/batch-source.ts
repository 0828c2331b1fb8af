import { batches, type Augmentation, type LabelledImages } from '@fer/data';
import { preprocess, type Preprocessing } from '@fer/models';
import type { BatchSource } from '@fer/train';

/** A labelled set as the trainer pulls it: augmented where asked for, then with the model's preprocessing. */
export function batchSource(
  ds: LabelledImages,
  preprocessing: Preprocessing,
  augment?: Augmentation,
): BatchSource {
  return {
    size: ds.shape[0],
    classes: ds.classes,
    batches: (pass) =>
      batches(ds, {
        ...pass,
        ...(augment && { augment }),
        normalize: (data, shape) => preprocess(data, preprocessing, shape),
      }),
  };
}
