import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { improvingResults, lastResult } from '../common/snapshots';
import type { ExplainableModel } from '../common/subject';
import { noiseTunnel, type NoiseStatistic, type NoiseTunnelOptions } from './noise-tunnel';

export type SmoothGradOptions = NoiseTunnelOptions;

const mean: NoiseStatistic = { terms: (maps) => [maps], value: ([first]) => first };

/**
 * The gradient averaged over noisy copies of the image: `mean_i dS/dx(x + noise_i)`.
 *
 * `samples` (50, as in the paper) copies with normal noise of standard deviation `stdev`: a number in units of the input,
 * or `{ ofRange: 0.15 }` (default) of each image's own range, the middle of the 10 to 20 % that the paper advises. Or the
 * `noise` itself. `of` is what is averaged: the signed gradient by default, `'saliency'` its size.
 * Images and values `[n, h, w, c]`, in score units per pixel unit. The target is that of the image without noise; the noise
 * depends on seed and sample alone, so every image gets the same. One gradient pass a sample.
 * Smilkov et al. 2017, SmoothGrad: removing noise by adding noise, https://arxiv.org/abs/1706.03825
 *
 * @example
 * const { values } = await smoothGrad(model, images, { samples: 50, stdev: 0.1, seed: 7 });
 */
export async function smoothGrad(
  model: ExplainableModel,
  images: Images,
  options: SmoothGradOptions = {},
): Promise<Attribution> {
  return lastResult(noiseTunnel('smoothGrad', model, images, options, mean));
}

/** {@link smoothGrad} as it improves, after every pass: of the samples done so far. */
export function streamSmoothGrad(
  model: ExplainableModel,
  images: Images,
  options: SmoothGradOptions = {},
): AsyncGenerator<Attribution, void, undefined> {
  return improvingResults(noiseTunnel('smoothGrad', model, images, options, mean));
}
