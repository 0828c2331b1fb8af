import type { Augmentation, ImageShape } from './augment/augmentation';
import { hardLabels } from './hard-labels';
import { assertConsistent, type LabelledImages } from './labelled-images';
import { augmenterOf, makeBatch } from './make-batch';
import { keyedPermutation } from './permutation';

export type BatchShape = [n: number, h: number, w: number, c: number];

/** `n` images ready for a network. Every batch has arrays of its own: it may be kept, changed or transferred. */
export interface Batch {
  /** `[n, h, w, c]` float32, 0..1 before `augment` and `normalize`. */
  data: Float32Array;
  shape: BatchShape;
  /** `[n]`; of a mixed image the heavier class. */
  labels: Uint8Array;
  /** `[n, classes]`, when the set has them or `augment` mixes images. */
  labelWeights?: Float32Array;
  /** `[n]` which images of the set these are. */
  indices: Uint32Array;
}

/**
 * Changes one image: `[h, w, c]` float32, 0..1, in place or by returning another of the same size. `random`
 * gives numbers in 0..1 (1 excluded), the same ones for the same seed, epoch and image.
 */
export type Augment = (image: Float32Array, shape: ImageShape, random: () => number) => Float32Array | void;

/** Changes a whole batch in place, after augmentation. */
export type Normalize = (data: Float32Array, shape: BatchShape) => void;

export interface BatchesOptions {
  batchSize: number;
  /** Any safe integer. With the same data and options, seed and epoch decide every number of every batch. */
  seed: number;
  /** Each epoch has an order and augmentations of its own. Default 0. */
  epoch?: number;
  /** Default true; false keeps the order of the set. */
  shuffle?: boolean;
  /** What `compose` and its parts give, or a function of your own. */
  augment?: Augment | Augmentation;
  normalize?: Normalize;
  /** How many batches to give. Default one pass; more go on with further passes, each in a new order. */
  stepsPerEpoch?: number;
  /** Leave out the last batch of a pass when it is not full. Default false. */
  dropLast?: boolean;
}

/**
 * The batches of one epoch, made one at a time as they are pulled; iterating again gives the same ones.
 *
 * Each image is scaled `value / 255`, then augmented, then the batch is normalised. Throws at once on an invalid
 * option or a set without labels (with `labelWeights` only, `labels` holds the heaviest class).
 *
 * ```ts
 * for (const { data, shape, labels } of batches(ds, { batchSize: 128, seed: 1, epoch })) step(data, shape, labels);
 * ```
 */
export function batches(ds: LabelledImages, options: BatchesOptions): Iterable<Batch> {
  const { batchSize, seed, epoch = 0, shuffle = true, stepsPerEpoch, dropLast = false } = options;
  assertConsistent(ds);
  assertInteger('batchSize', batchSize, 1);
  assertInteger('epoch', epoch, 0);
  assertInteger('seed', seed, -Number.MAX_SAFE_INTEGER);
  const [n] = ds.shape;
  const stepsAPass = dropLast ? Math.floor(n / batchSize) : Math.ceil(n / batchSize);
  if (stepsPerEpoch !== undefined) assertInteger('stepsPerEpoch', stepsPerEpoch, 1);
  if (stepsPerEpoch !== undefined && stepsAPass === 0)
    throw new RangeError(
      `invalid stepsPerEpoch: ${stepsPerEpoch} (expected none: ${n} images fill no batch)`,
    );
  const steps = stepsPerEpoch ?? stepsAPass;
  const labels = hardLabels(ds);
  const augmenter = options.augment && augmenterOf(options.augment);
  return {
    *[Symbol.iterator]() {
      let order: Uint32Array = new Uint32Array(0);
      for (let step = 0; step < steps; step++) {
        const pass = Math.floor(step / stepsAPass);
        const at = (step % stepsAPass) * batchSize;
        if (at === 0)
          order = shuffle
            ? keyedPermutation(n, seed, epoch, pass)
            : Uint32Array.from({ length: n }, (_, i) => i);
        yield makeBatch(ds, labels, order.slice(at, at + batchSize), {
          ...options,
          epoch,
          pass,
          at,
          augmenter,
        });
      }
    },
  };
}

function assertInteger(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least)
    throw new RangeError(
      `invalid ${name}: ${value} (expected an integer${least < 0 ? '' : ` ${least} or more`})`,
    );
}
