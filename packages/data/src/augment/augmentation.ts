import type { Affine } from './affine';
import type { Border } from './affine-sample';
import type { AugmentationSpec } from './augmentation-from';

export type ImageShape = [h: number, w: number, c: number];
export type Random = () => number;

/** Moves, turns or stretches the image; all such steps of a composition become one resampling. */
export interface GeometricStep {
  kind: 'geometric';
  spec: AugmentationSpec;
  border?: Border;
  /** The map from the result to an image of this size, or nothing to leave the image alone this time. */
  draw(random: Random, size: readonly [h: number, w: number]): Affine | undefined;
  /** Height and width of the result. Without it the image keeps its size. */
  size?: readonly [h: number, w: number];
}

/** Changes the values of one image, in place or by returning another of the same size. */
export interface ImageStep {
  kind: 'image';
  spec: AugmentationSpec | undefined;
  apply(image: Float32Array, shape: ImageShape, random: Random): Float32Array | void;
}

/** A batch whose images can be mixed: every label has become a row of weights. */
export interface MixableBatch {
  /** `[n, h, w, c]` */
  data: Float32Array;
  shape: readonly [n: number, h: number, w: number, c: number];
  /** `[n, classes]` */
  labelWeights: Float32Array;
}

/** Mixes the images of a batch and their label weights, in place. */
export interface BatchStep {
  kind: 'batch';
  spec: AugmentationSpec;
  apply(batch: MixableBatch, random: Random): void;
}

export type AugmentationStep = GeometricStep | ImageStep | BatchStep;

/**
 * A random change of images: a function for `batches({ augment })`, which also knows what it is made of.
 *
 * Called on one image `[h, w, c]`, 0..1, it returns the changed image and may overwrite the one given. `random` gives
 * numbers in 0..1 (1 excluded). What mixes images (`mixup`, `cutmix`) needs `batches`, and throws here.
 */
export interface Augmentation {
  (image: Float32Array, shape: ImageShape, random: Random): Float32Array;
  readonly steps: readonly AugmentationStep[];
  /**
   * The same as plain data, every option spelled out, for `augmentationFrom`. Throws where a function of your own
   * is among the steps.
   */
  readonly spec: AugmentationSpec[];
  /** The shape of the result for images of this shape; only crops change it. */
  readonly outputShape: (shape: Readonly<ImageShape>) => ImageShape;
}
