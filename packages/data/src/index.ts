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
