import { deriveSeed, permutation } from './random';

/** Some images and their labels, ready for the model: float32 `[n, h, w, c]`. */
export interface Batch {
  data: Float32Array;
  shape: [number, number, number, number];
  /** A class index an image; of a mixed image (mixup, cutmix) that of the heavier class. */
  labels: ArrayLike<number>;
  /** Soft labels `[n, classes]`, rows that sum to 1: what the loss compares with in place of the labels. */
  labelWeights?: Float32Array;
  /** `[n]`: what each image counts in the loss. Default 1. */
  sampleWeights?: Float32Array;
}

/** Labelled images in memory, 0..255 `[n, h, w, c]`: what `@fer/data` reads, or anything of that form. */
export interface LabelledData {
  images: Uint8Array;
  shape: [number, number, number, number];
  labels?: ArrayLike<number>;
  classes?: string[];
}

/** One pass over the data as a trainer asks for it. */
export interface Pass {
  batchSize: number;
  seed: number;
  /** 0, 1, 2, …: each epoch has its own order (and augmentation). */
  epoch: number;
  shuffle: boolean;
  /** How many batches to give, going over the images again as often as it takes. Default: one pass over them. */
  stepsPerEpoch?: number;
}

/** Anything that gives batches: augmented, normalised, streamed. The same pass must give the same batches. */
export interface BatchSource {
  /** Images in one pass. */
  size: number;
  classes?: string[];
  batches(pass: Pass): Iterable<Batch> | AsyncIterable<Batch>;
}

/** A batch source over images in memory: pixels / 255, shuffled by the seed of the pass. */
export function toBatchSource(data: LabelledData | BatchSource): BatchSource {
  if ('batches' in data) return data;
  const { images, shape, labels, classes } = data;
  const [n, h, w, c] = shape;
  if (labels === undefined) throw new Error('the images have no labels (expected one an image)');
  if (labels.length !== n) throw new Error(`${labels.length} labels for ${n} images (expected one an image)`);
  if (images.length !== n * h * w * c) {
    throw new Error(
      `images have ${images.length} values (expected ${n * h * w * c} for shape [${shape.join(', ')}])`,
    );
  }
  const size = h * w * c;
  return {
    size: n,
    classes,
    *batches({ batchSize, seed, epoch, shuffle, stepsPerEpoch }) {
      const stepsAPass = Math.ceil(n / batchSize);
      let order: Uint32Array | undefined;
      for (let step = 0; step < (stepsPerEpoch ?? stepsAPass); step++) {
        const start = (step % stepsAPass) * batchSize;
        const pass = Math.floor(step / stepsAPass);
        if (shuffle && start === 0) order = permutation(n, passSeed(seed, epoch, pass));
        const count = Math.min(batchSize, n - start);
        const batch = {
          data: new Float32Array(count * size),
          shape: [count, h, w, c] as Batch['shape'],
          labels: new Uint16Array(count),
        };
        for (let i = 0; i < count; i++) {
          const index = order?.[start + i] ?? start + i;
          for (let k = 0; k < size; k++) batch.data[i * size + k] = images[index * size + k] / 255;
          batch.labels[i] = labels[index];
        }
        yield batch;
      }
    },
  };
}

/** The first pass of an epoch has the epoch's own order, further ones each another. */
function passSeed(seed: number, epoch: number, pass: number): number {
  const own = deriveSeed(seed, epoch);
  return pass === 0 ? own : deriveSeed(own, pass);
}
