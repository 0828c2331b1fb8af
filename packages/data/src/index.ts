export { FER_CLASSES } from './fer-classes';
export { type LabelledImages } from './labelled-images';
export { DataError, type DataErrorPlace } from './data-error';

export { readFer, type ReadFerOptions, type ReadFerProgress } from './fer/read-fer';
export { type ByteSource, type ByteStream, type NamedSource } from './bytes/byte-source';
export { writeCsv } from './write-csv';

export { select } from './subsets/select';
export { splitBy } from './subsets/split-by';
export { splitAt } from './subsets/split-at';
export { splitRandom, type SplitRandomOptions } from './subsets/split-random';
export { concat } from './subsets/concat';
export { classCounts } from './subsets/class-counts';

export { batches, type Augment, type Batch, type BatchesOptions, type Normalize } from './batches';
export { permutation } from './permutation';

export { compose } from './augment/compose';
export { augmentationFrom, augmentationNames, type AugmentationSpec } from './augment/augmentation-from';
export type { Augmentation } from './augment/augmentation';
export { shift, type ShiftOptions } from './augment/shift';
export { flip, type FlipOptions } from './augment/flip';
export { rotate, type RotateOptions } from './augment/rotate';
export { zoom, type ZoomOptions } from './augment/zoom';
export { shear, type ShearOptions } from './augment/shear';
export { randomCrop, centerCrop, type RandomCropOptions } from './augment/crop';
export { brightness, type BrightnessOptions } from './augment/brightness';
export { contrast, type ContrastOptions } from './augment/contrast';
export { randomErasing, type RandomErasingOptions } from './augment/random-erasing';
export { mixup, cutmix, type MixOptions } from './augment/mix';
export { tenCrop, meanOfViews } from './augment/ten-crop';
export { affineSample, type AffineSampleOptions, type Border } from './augment/affine-sample';
export type { Affine } from './augment/affine';
