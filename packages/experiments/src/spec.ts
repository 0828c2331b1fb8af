import type { AugmentationSpec } from '@fer/data';
import { modelNames, type PreprocessingName } from '@fer/models';
import type { OptimizerSpec } from '@fer/train';
import { checkPreprocessing, wholeAugmentation } from './spec-images';

/** One experiment as plain JSON: data, model and training. The same spec gives the same numbers again. */
export interface ExperimentSpec {
  /** What the run is called in its report. */
  name: string;
  data: {
    /** 'drawn-faces' (built in), or the place of a data set as the application understands it (a file's path). */
    source: string;
    /** Rows and images that cannot be read are left out. */
    skipBadRows?: boolean;
    /** At most so many images of each split, chosen by the seed with each class in proportion. */
    limit?: number;
    /**
     * Before all else, keep one copy of an image that occurs more than once, the held-out one where splits share it:
     * `'exact'` of the same pixels, `'near'` also of those that look nearly the same. Default: keep all.
     */
    dropDuplicates?: 'exact' | 'near';
    /** With `dropDuplicates`: keep none of an image whose copies have different labels. */
    dropConflicts?: boolean;
  };
  model: {
    /** One of `modelNames()` of `@fer/models`. */
    name: string;
    /** Dropout rate in place of the architecture's own. */
    dropout?: number;
    batchNorm?: boolean;
  };
  /** What is done to pixels 0..1, as `fitPreprocessing` of `@fer/models` fits it to the training split; a list is done in turn. */
  preprocessing: PreprocessingName | PreprocessingName[];
  /** How training images are changed each time, as `augmentationFrom` of `@fer/data` understands it. Default: not at all. */
  augment?: AugmentationSpec[];
  /**
   * `replicas`: into how many parts each batch is cut. It decides the numbers (batch normalisation sees a part at a
   * time); how many threads compute the parts does not, and is not part of a spec.
   */
  training: { epochs: number; batchSize: number; optimizer: OptimizerSpec; replicas: number };
  /** Integer; decides initial weights, order of images, dropout and the images that the report shows. */
  seed: number;
}

/** What an experiment leaves unsaid. */
export interface ExperimentChoices {
  name?: string;
  source?: string;
  skipBadRows?: boolean;
  limit?: number;
  dropDuplicates?: ExperimentSpec['data']['dropDuplicates'];
  dropConflicts?: boolean;
  model?: string;
  dropout?: number;
  preprocessing?: ExperimentSpec['preprocessing'];
  /** A name alone stands for the augmentation with its defaults. */
  augment?: readonly (AugmentationSpec | AugmentationSpec['name'])[];
  epochs?: number;
  batchSize?: number;
  replicas?: number;
  learningRate?: number;
  seed?: number;
}

/** Built-in data, as a spec names it. */
export const DRAWN_FACES = 'drawn-faces';

/**
 * A whole spec from a few choices. Defaults: the drawn faces, `tiny`, pixels as they are, 10 epochs of batches
 * of 64 in 2 replicas, Adam at 0.001 (1e-4 for `leaky4`, as study 3 states), seed 0.
 *
 * @throws on a model that does not exist, or a number out of range; the message names it.
 */
export function experimentSpec({
  source = DRAWN_FACES,
  model = 'tiny',
  name = `${model} on ${source}`,
  skipBadRows,
  limit,
  dropDuplicates,
  dropConflicts,
  dropout,
  preprocessing = 'none',
  augment,
  epochs = 10,
  batchSize = 64,
  replicas = 2,
  learningRate = model === 'leaky4' ? 1e-4 : 1e-3,
  seed = 0,
}: ExperimentChoices = {}): ExperimentSpec {
  if (!modelNames().includes(model)) {
    throw new Error(`unknown model: ${model} (expected one of ${modelNames().join(', ')})`);
  }
  for (const [option, value] of Object.entries({ limit, epochs, batchSize, replicas })) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1)) {
      throw new Error(`invalid ${option}: ${value} (expected an integer >= 1)`);
    }
  }
  if (!(learningRate > 0 && Number.isFinite(learningRate))) {
    throw new Error(`invalid learning rate: ${learningRate} (expected a number > 0)`);
  }
  if (!Number.isSafeInteger(seed)) throw new Error(`invalid seed: ${seed} (expected an integer)`);
  checkPreprocessing(preprocessing);
  if (dropDuplicates !== undefined && dropDuplicates !== 'exact' && dropDuplicates !== 'near') {
    throw new Error(`invalid kind of duplicates to drop: ${String(dropDuplicates)} (expected exact or near)`);
  }
  if (dropConflicts && dropDuplicates === undefined) {
    throw new Error('conflicting labels to drop, but not duplicates (expected both, or neither)');
  }
  if (dropout !== undefined && !(dropout >= 0 && dropout < 1)) {
    throw new Error(`invalid dropout: ${dropout} (expected 0 <= rate < 1)`);
  }
  return {
    name,
    data: {
      source,
      ...(skipBadRows && { skipBadRows }),
      ...(limit !== undefined && { limit }),
      ...(dropDuplicates && { dropDuplicates }),
      ...(dropConflicts && { dropConflicts }),
    },
    model: { name: model, ...(dropout !== undefined && { dropout }) },
    preprocessing,
    ...(augment && { augment: wholeAugmentation(augment) }),
    training: { epochs, batchSize, optimizer: { name: 'adam', learningRate }, replicas },
    seed,
  };
}
