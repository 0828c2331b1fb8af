export { FER_CLASSES } from './fer-classes';
export { type LabelledImages } from './labelled-images';
export { DataError, type DataErrorPlace } from './data-error';

export { readFer, type ReadFerOptions, type ReadFerProgress } from './fer/read-fer';
export { type ByteSource, type ByteStream, type NamedSource } from './bytes/byte-source';
export { writeCsv } from './write-csv';

export { select } from './select';
export { splitBy } from './split-by';
export { splitAt } from './split-at';
export { splitRandom, type SplitRandomOptions } from './split-random';
export { concat } from './concat';
export { classCounts } from './class-counts';

export { batches, type Augment, type Batch, type BatchesOptions, type Normalize } from './batches';
export { permutation } from './permutation';
