import type { CompleteAttribution } from '../common/attribution';
import { completenessDelta, difference } from '../common/completeness';
import { completenessWarnings, notComplete } from '../common/warnings';
import type { Images } from '../common/images';
import { mapBatches } from '../common/map-batches';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { ExplainableModel } from '../common/subject';
import { targetRows } from '../common/target';
import { readReference } from '../gradient/reference-images';
import { deepLiftPass } from '../rules/deep-lift-pass';
import { bypassWarning, layerAttribution, prepareLayer } from './prepared-layer';

export interface LayerDeepLiftOptions extends AttributionOptions {
  /** Name of the layer, with the path of nested models; `name@k` is the k-th call of a shared layer. */
  layer: string;
  /** What the image is compared with: a number for every pixel (default 0) or images, one or one each. */
  baseline?: number | Images;
}

/**
 * Each unit's share of the difference between the score of the image and of the baseline, by DeepLIFT's rescale rule from
 * the layer's output to the score; see `deepLift`.
 *
 * Images `[n, ...]`, values in the layer's shape `[n, ...]`, signed, in score units; `delta` `[n]` is the sum of the
 * values minus `S(x) - S(b)`, near 0 where all of the score passes through the layer; else a warning says so. Layers
 * before this one need no rule. Two forward passes and one backward pass from the score to the layer, an image.
 * Throws on an unknown layer, on one that does not lead to the score, and where a layer behind it has no rule.
 * Shrikumar et al. 2017, Learning Important Features, https://arxiv.org/abs/1704.02685
 *
 * @example
 * const { values, shape } = await layerDeepLift(model, images, { layer: 'conv2', baseline: 0.5 });
 * shape; // [n, 24, 24, 64]
 */
export async function layerDeepLift(
  model: ExplainableModel,
  images: Images,
  options: LayerDeepLiftOptions,
): Promise<CompleteAttribution> {
  const { baseline = 0, ...general } = options;
  const prepared = await prepareLayer('layerDeepLift', model, images, options);
  const { subject, n, score, call } = prepared;
  const baselines = await readReference(baseline, prepared);
  const { run, rest } = splitOptions(general);
  const { values, ...results } = await mapBatches(n, run, (start, size) => {
    const target = targetRows(prepared.target, start, size);
    const options = { target, score, layer: call.outputs[0] };
    const pass = deepLiftPass(subject, prepared.rows(start, size), baselines(start, size), options);
    return { ...pass, values: pass.values[0] };
  });
  const [scores, starts] = [results.scores.data, results.baselineScores.data];
  const delta = completenessDelta([values], scores, starts);
  const bypass = bypassWarning(prepared);
  return layerAttribution(
    'layerDeepLift',
    prepared,
    { ...rest, baseline },
    {
      values,
      scores,
      targets: results.targets.data,
      delta,
      warnings:
        bypass.length > 0
          ? bypass
          : completenessWarnings([values], delta, difference(scores, starts), notComplete),
    },
  );
}
