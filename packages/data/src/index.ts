export { FER_CLASSES } from './fer-classes';
export { type LabelledImages } from './labelled-images';
export { DataError, type DataErrorPlace } from './data-error';

export { readFer, type ReadFerOptions } from './fer/read-fer';
export { readLabelledFolder, type ReadLabelledFolderOptions } from './folder/read-labelled-folder';
export { type ImageOptions } from './folder/read-images';
export { type DecodedImage } from './folder/decoded-image';
export { resizeImage, type Fit } from './folder/resize';
export { toGrey, toRgb } from './folder/to-grey';
export {
  readFerPlusVotes,
  FER_PLUS_ANSWERS,
  type FerPlusVotes,
  type ReadFerPlusVotesOptions,
} from './fer/fer-plus-votes';
export { ferPlusLabels, joinFerPlus, type FerPlusLabels, type FerPlusOptions } from './fer/fer-plus';
export { classIndex } from './fer/class-spelling';
export { type ReadProgress } from './read-progress';
export { type ByteSource, type ByteStream, type NamedSource } from './bytes/byte-source';
export { type FolderFile, type FolderSource } from './folder/folder-source';
export { filesFolder } from './folder/files-folder';
export { zipFiles } from './zip/zip-files';
export { writeCsv } from './write-csv';
export { packImages, unpackImages } from './write/pack-images';

export { select } from './subsets/select';
export { splitBy } from './subsets/split-by';
export { splitAt } from './subsets/split-at';
export { splitRandom, type SplitRandomOptions } from './subsets/split-random';
export { concat } from './subsets/concat';
export { classCounts } from './subsets/class-counts';
export { hardLabels } from './hard-labels';
export { classWeights } from './subsets/class-weights';
export { kFold, type KFoldOptions } from './subsets/k-fold';
export { nameRows } from './subsets/name-rows';
export { SPLIT_NAMES } from './subsets/split-names';

export { auditDataset, type AuditOptions, type DatasetAudit } from './audit/audit-dataset';
export type { LabelProblems } from './audit/audit-labels';
export type { DuplicateGroup, Duplicates } from './audit/duplicate-group';
export type { NearOptions } from './audit/near-duplicates';
export { classMeans, type ClassMeans } from './audit/class-means';
export { dropDuplicates, type DropDuplicatesOptions, type DroppedDuplicates } from './audit/drop-duplicates';

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
