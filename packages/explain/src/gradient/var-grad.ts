import * as tf from '@tensorflow/tfjs-core';
import type { Attribution } from '../common/attribution';
import type { Images } from '../common/images';
import { improvingResults, lastResult } from '../common/snapshots';
import type { ExplainableModel } from '../common/subject';
import { noiseTunnel, type NoiseStatistic, type NoiseTunnelOptions } from './noise-tunnel';

export type VarGradOptions = NoiseTunnelOptions;

const variance: NoiseStatistic = {
  terms: (maps) => [maps, tf.square(maps)],
  value: ([first, second]) => Math.max(0, second - first * first),
  centred: true,
};

/**
 * How much the gradient varies over noisy copies of the image: `mean_i g_i^2 - (mean_i g_i)^2`, `g_i = dS/dx(x + noise_i)`,
 * the biased variance.
 *
 * Options as `smoothGrad`: `samples` 50, `stdev` `{ ofRange: 0.15 }` or a number, or given `noise`; `of`.
 * Images and values `[n, h, w, c]`, not negative, in squared score units per squared pixel unit. Computed from the
 * differences to the gradient of the image itself, which cost one more gradient pass, so that small variances are sound.
 * Adebayo et al. 2018, Local Explanation Methods for Deep Neural Networks Lack Sensitivity to Parameter Values,
 * https://arxiv.org/abs/1810.03307
 *
 * @example
 * const { values } = await varGrad(model, images, { samples: 50, stdev: 0.1, seed: 7 });
 */
export async function varGrad(
  model: ExplainableModel,
  images: Images,
  options: VarGradOptions = {},
): Promise<Attribution> {
  return lastResult(noiseTunnel('varGrad', model, images, options, variance));
}

/** {@link varGrad} as it improves, after every pass: of the samples done so far. */
export function streamVarGrad(
  model: ExplainableModel,
  images: Images,
  options: VarGradOptions = {},
): AsyncGenerator<Attribution, void, undefined> {
  return improvingResults(noiseTunnel('varGrad', model, images, options, variance));
}
