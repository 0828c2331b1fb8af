import type * as tfl from '@tensorflow/tfjs-layers';
import type { LabelledImages } from '@fer/data';
import { faceSegments, lime, limeMask, type Segmentation } from '@fer/explain';
import type { ImageBatch } from '@fer/models';
import type { RunOptions } from '../environment';

export interface LimeSuperpixels {
  /** By `faceSegments`. */
  segments: Segmentation;
  /** Those that speak most for the predicted class, the strongest first. */
  keep: number[];
  /** How well the linear model fits what the network says of the perturbed images, at most 1. */
  r2: number;
}

/**
 * LIME of each image with its superpixels, which are cut in the image as it was before the preprocessing of `batch`.
 *
 * At most `kept` are kept, from `samples` perturbed images each.
 */
export async function limeSuperpixels(
  model: tfl.LayersModel,
  batch: ImageBatch,
  { images, shape: [n, h, w, c] }: Pick<LabelledImages, 'images' | 'shape'>,
  {
    samples,
    kept,
    seed,
    signal,
    onProgress,
  }: Pick<RunOptions, 'signal'> & {
    samples: number;
    kept: number;
    seed?: number;
    onProgress?: (progress: { done: number; total: number }) => void;
  },
): Promise<LimeSuperpixels[]> {
  const segments = Array.from({ length: n }, (_, i) =>
    faceSegments({
      data: Float32Array.from(images.subarray(i * h * w * c, (i + 1) * h * w * c), (value) => value / 255),
      shape: [h, w, c],
    }),
  );
  const result = await lime(model, batch, {
    segments,
    samples,
    signal,
    ...(seed !== undefined && { seed }),
    ...(onProgress && { onProgress }),
  });
  return segments.map((segmentation, index) => ({
    segments: segmentation,
    keep: limeMask(result, { features: kept, index }).segments,
    r2: result.r2[index],
  }));
}
