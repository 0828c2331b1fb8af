import type { AugmentationSpec } from '@fer/data';
import type { InitializerName, PreprocessingName } from '@fer/models';
import type {
  CompleteOptimizerSpec,
  CompleteScheduleSpec,
  EarlyStopping,
  Monitor,
  OptimizerSpec,
  ScheduleSpec,
  TestTimeViews,
} from '@fer/train';
import type { FigureName } from './figure-names';

/**
 * One experiment as plain JSON: data, model, training, evaluation and figures, with nothing left unsaid: `parseSpec` makes it of
 * what a person writes. The same spec gives the same numbers again.
 */
export interface ExperimentSpec {
  /** Version of this form. */
  version: 1;
  /** What the run is called in its report. Default: model and data. */
  name: string;
  /** Integer; decides initial weights, order of images, dropout and the images that the report shows. Default 0. */
  seed: number;
  /** Which images there are, and which of them train. */
  data: DataSpec;
  /**
   * What is done to pixels 0..1, as `fitPreprocessing` of `@fer/models` fits it to the training part; a list is done in
   * turn. Default 'none'.
   */
  preprocessing: PreprocessingName | PreprocessingName[];
  /** How training images are changed each time, as `augmentationFrom` of `@fer/data` understands it. Default: not at all. */
  augment?: AugmentationSpec[];
  /** The network. */
  model: ModelSpec;
  /** How the network is trained: what decides the numbers. */
  training: TrainingSpec;
  /** How the best epoch's model is measured. */
  evaluation: EvaluationSpec;
  /** The figures of the report. Default: all; those that a model can't give (filters of a dense net) are left out. */
  figures: FigureName[];
}

export interface DataSpec {
  /** 'drawn-faces' (built in, the default), or the place of a data set as the application understands it (a file's path). */
  source: string;
  /** Rows and images that cannot be read are left out. */
  skipBadRows?: boolean;
  /** At most so many images of each part, chosen by the seed with each class in proportion. */
  limit?: number;
  /**
   * Before all else, keep one copy of an image that occurs more than once, the held-out one where splits share it:
   * `'exact'` of the same pixels, `'near'` also of those that look nearly the same. Default: keep all.
   */
  dropDuplicates?: 'exact' | 'near';
  /** With `dropDuplicates`: keep none of an image whose copies have different labels. */
  dropConflicts?: boolean;
  /** Which images choose the best epoch. Default: as the data say. */
  division: DivisionSpec;
  /** Decides the division and the limit in place of the spec's seed: so that several seeds train on the same images. */
  seed?: number;
}

/**
 * Which images validate, that is, choose the best epoch. `splits` (the default): those that the data name so, and where
 * there are none a stratified fifth of the training part, drawn by the seed. All others divide the training part:
 * `last`: its last `count` rows validate; `afterFirst`: all but its first `count` rows do; `share`: a stratified share
 * drawn by the seed; `folds`: fold number `fold` (from 0) of a stratified cross-validation. What the data call
 * validation then measures the result where there is no test part.
 */
export type DivisionSpec =
  | { validation: 'splits' }
  | { validation: 'last'; count: number }
  | { validation: 'afterFirst'; count: number }
  | { validation: 'share'; share: number }
  | { folds: number; fold: number };

export interface ModelSpec {
  /** One of `modelNames()` of `@fer/models`. Default 'tiny'. */
  name: string;
  /** Dropout rate in place of the architecture's own; 0 leaves dropout out. */
  dropout?: number;
  /** False leaves batch normalisation out. */
  batchNorm?: boolean;
  /** Initial weights in place of the architecture's own. */
  initializer?: InitializerName;
  /** Units of the layers of `dense`, and only of it. */
  widths?: number[];
}

/** The options of `fit` of `@fer/train` that decide the numbers. */
export interface TrainingSpec {
  /** Default 10. */
  epochs: number;
  /** Images an update. Default 64. */
  batchSize: number;
  /**
   * Into how many parts each batch is cut. It decides the numbers (batch normalisation sees a part at a time); how many
   * threads compute the parts does not, and is not part of a spec. Default 2.
   */
  replicas: number;
  /** Default: Adam at 0.001 (at 1e-4 for `leaky4`, as study 3 states). */
  optimizer: CompleteOptimizerSpec;
  /** How the learning rate changes. Default: not at all. */
  schedule: CompleteScheduleSpec;
  /** How much an image counts by its class. Default: all the same. */
  classWeights?: 'balanced' | number[];
  /** 0 <= value < 1; default 0. */
  labelSmoothing: number;
  /** Updates an epoch, over as many or as few passes as that takes. Default: one pass. */
  stepsPerEpoch?: number;
  /** An exponential moving average of the weights, which is what validates and is kept. */
  ema?: { decay: number };
  /** What the best epoch is best in. Default 'val_accuracy'. */
  monitor: Monitor;
  /** Ends training after `patience` epochs in which `monitor` (default 'val_loss') did not improve by more than `minDelta` (default 0). */
  earlyStopping?: Required<EarlyStopping>;
}

export interface EvaluationSpec {
  /** Views of each image whose probabilities are averaged. Default: the image alone. */
  views?: TestTimeViews;
  /** How many of the largest confusions are named. Default 5. */
  topConfusions: number;
  /** How many of the images with the largest loss are named. Default 9. */
  topLosses: number;
}

/** A spec as a person writes it and `parseSpec` takes it: what is left out has its default. */
export interface SpecInput {
  /** The place of spec.schema.json, by which an editor checks the file; not kept. */
  $schema?: string;
  version?: 1;
  name?: string;
  seed?: number;
  data?: Partial<DataSpec>;
  preprocessing?: ExperimentSpec['preprocessing'];
  /** A name alone stands for the augmentation with its defaults. */
  augment?: readonly (AugmentationSpec | AugmentationSpec['name'])[];
  model?: Partial<ModelSpec>;
  training?: TrainingInput;
  evaluation?: Partial<EvaluationSpec>;
  figures?: FigureName[];
}

export interface TrainingInput extends Partial<
  Omit<TrainingSpec, 'optimizer' | 'schedule' | 'earlyStopping'>
> {
  optimizer?: OptimizerSpec;
  schedule?: ScheduleSpec;
  earlyStopping?: EarlyStopping;
}
