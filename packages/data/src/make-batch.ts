import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { augmentImage } from './augment/augment-image';
import type { Augmentation, BatchStep, ImageShape } from './augment/augmentation';
import { augmentationOf, stepsOf } from './augment/compose';
import type { Augment, Batch, BatchesOptions, BatchShape } from './batches';
import { hardLabels } from './hard-labels';
import type { LabelledImages } from './labelled-images';
import { generatorFor } from './random';

/** An augmentation taken apart into what is done to each image and what to the batch. */
interface Augmenter {
  onImage: ReturnType<typeof augmentImage>;
  onBatch: BatchStep[];
  outputShape: (shape: Readonly<ImageShape>) => ImageShape;
}

export function augmenterOf(augment: Augment | Augmentation): Augmenter {
  const steps = stepsOf(augment);
  const { outputShape } = augmentationOf(steps);
  return {
    onImage: augmentImage(steps),
    onBatch: steps.filter((step) => step.kind === 'batch'),
    outputShape,
  };
}

interface MakeBatchOptions extends Pick<BatchesOptions, 'seed' | 'normalize'> {
  epoch: number;
  pass: number;
  /** Where in its pass the batch begins. */
  at: number;
  augmenter: Augmenter | undefined;
}

/** The batch of these images. */
export function makeBatch(
  { images, labelWeights, classes, shape: [, ...imageShape] }: LabelledImages,
  labels: Uint8Array,
  indices: Uint32Array,
  { seed, epoch, pass, at, augmenter, normalize }: MakeBatchOptions,
): Batch {
  const n = indices.length;
  const size = sizeOf(imageShape);
  const outShape = augmenter?.outputShape(imageShape) ?? imageShape;
  const outSize = sizeOf(outShape);
  const shape: BatchShape = [n, ...outShape];
  const data = new Float32Array(n * outSize);
  // Where the size stays, an image is made in its place; else elsewhere first.
  const scratch = outSize === size ? undefined : new Float32Array(size);
  indices.forEach((index, i) => {
    const place = data.subarray(i * outSize, (i + 1) * outSize);
    const image = scratch ?? place;
    const from = index * size;
    for (let p = 0; p < size; p++) image[p] = images[from + p] / 255;
    if (!augmenter) return;
    const generator = generatorFor(seed, epoch, pass, index);
    const result = augmenter.onImage(image, [...imageShape], () => uniformFloat64(generator));
    if (result !== place) place.set(result);
  });
  const batch: Batch = { data, shape, labels: Uint8Array.from(indices, (i) => labels[i]), indices };
  const k = classes.length;
  if (labelWeights) {
    batch.labelWeights = new Float32Array(n * k);
    indices.forEach((index, i) =>
      batch.labelWeights!.set(labelWeights.subarray(index * k, (index + 1) * k), i * k),
    );
  }
  if (augmenter?.onBatch.length) {
    const mixed = { data, shape, labelWeights: batch.labelWeights ?? oneHot(batch.labels, k) };
    const generator = generatorFor(seed, epoch, pass, at, MIXING);
    for (const step of augmenter.onBatch) step.apply(mixed, () => uniformFloat64(generator));
    batch.labelWeights = mixed.labelWeights;
    batch.labels = hardLabels({ ...mixed, classes });
  }
  normalize?.(data, [...shape]);
  return batch;
}

/** Tells the numbers that a batch draws from those of its images. */
const MIXING = 1;

function sizeOf([h, w, c]: Readonly<ImageShape>): number {
  return h * w * c;
}

function oneHot(labels: Uint8Array, classes: number): Float32Array {
  const weights = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => (weights[i * classes + label] = 1));
  return weights;
}
