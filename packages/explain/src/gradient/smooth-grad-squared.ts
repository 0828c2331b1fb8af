import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { improvingResults, lastResult } from '../common/snapshots';
import type { ExplainableModel } from '../common/subject';
import { noiseTunnel, type NoiseStatistic, type NoiseTunnelOptions } from './noise-tunnel';

export type SmoothGradSquaredOptions = NoiseTunnelOptions;

const meanOfSquares: NoiseStatistic = { terms: (maps) => [tf.square(maps)], value: ([first]) => first };

/**
 * The squared gradient averaged over noisy copies of the image: `mean_i (dS/dx(x + noise_i))^2`.
 *
 * Options as `smoothGrad`: `samples` 50, `stdev` `{ ofRange: 0.15 }` or a number, or given `noise`; `of`.
 * Images and values `[n, h, w, c]`, not negative, in squared score units per squared pixel unit.
 * Hooker et al. 2019, A Benchmark for Interpretability Methods, https://arxiv.org/abs/1806.10758
 *
 * @example
 * const { values } = await smoothGradSquared(model, images, { samples: 50, stdev: 0.1, seed: 7 });
 */
export async function smoothGradSquared(
  model: ExplainableModel,
  images: Images,
  options: SmoothGradSquaredOptions = {},
): Promise<Attribution> {
  return lastResult(noiseTunnel('smoothGradSquared', model, images, options, meanOfSquares));
}

/** {@link smoothGradSquared} as it improves, after every pass: of the samples done so far. */
export function streamSmoothGradSquared(
  model: ExplainableModel,
  images: Images,
  options: SmoothGradSquaredOptions = {},
): AsyncGenerator<Attribution, void, undefined> {
  return improvingResults(noiseTunnel('smoothGradSquared', model, images, options, meanOfSquares));
}
