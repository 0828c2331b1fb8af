/**
 * What is done to pixels (0..1) before a model sees them, as data, so that it can be saved with the model and
 * applied again at prediction.
 * - `none`: nothing.
 * - `standardize`: (x - mean) / std with the training set's mean and standard deviation over all pixels.
 */
export type Preprocessing = { kind: 'none' } | { kind: 'standardize'; mean: number; std: number };

/** Applies a preprocessing in place to pixels 0..1. */
export function preprocess(data: Float32Array, preprocessing: Preprocessing): void {
  if (preprocessing.kind === 'none') return;
  const { mean, std } = preprocessing;
  for (let i = 0; i < data.length; i++) data[i] = (data[i] - mean) / std;
}

/** The `standardize` preprocessing of a training set; images are 0..255. */
export function fitStandardization(images: Uint8Array): Preprocessing {
  if (images.length === 0)
    throw new Error('no pixels to fit a standardization on (expected at least one image)');
  let sum = 0;
  let squares = 0;
  for (const value of images) {
    sum += value;
    squares += value * value;
  }
  const mean = sum / images.length;
  const std = Math.sqrt(Math.max(0, squares / images.length - mean * mean));
  // A set of one single colour has nothing to scale by.
  return { kind: 'standardize', mean: mean / 255, std: std > 0 ? std / 255 : 1 };
}
