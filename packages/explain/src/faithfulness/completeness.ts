import { completenessDelta } from '../common/completeness';
import type { Images } from '../common/images';
import type { AttributionOptions } from '../common/options';
import { splitOptions } from '../common/split-options';
import type { BlackBoxModel } from '../perturbation/black-box';
import { fixedTarget } from '../common/target';
import { readBaseline } from '../gradient/baseline';
import type { MeasuredAttribution } from './attribution-maps';
import { metricResult, type MetricResult } from './metric-result';
import { prepareMetric } from './metric-subject';
import { scoreImages } from './score-pictures';
import { segmentDelta } from '../perturbation/segment-attribution';
import { segmentValues } from './segment-sums';

export interface CompletenessOptions extends AttributionOptions {
  /** What the score is compared with: a number for every value, or images. Default the attribution's own where it is a number, else 0. */
  baseline?: number | Images;
  /** `true`: as a share of the difference of the scores. Default `false`: in units of the score. */
  relative?: boolean;
}

/**
 * How far the map's values miss the difference of the scores: `|sum a - (S(x) - S(baseline))|`, with `relative` divided by
 * `|S(x) - S(baseline)|`.
 *
 * The score and the target are those that the attribution explains unless the options say otherwise. For methods that
 * promise completeness (`integratedGradients`, `deepLift`, `gradientShap`, `shapleyValues`, ...; of a map by segments each
 * segment counts once); others have no reason to be near 0.
 * Two forward passes an image. Lower is better.
 * Sundararajan et al. 2017, Axiomatic Attribution for Deep Networks, https://arxiv.org/abs/1703.01365
 *
 * @example
 * const { values } = await completeness(model, images, await deepLift(model, images), { relative: true });
 */
export async function completeness(
  model: BlackBoxModel,
  images: Images,
  attribution: MeasuredAttribution,
  { relative = false, ...options }: CompletenessOptions = {},
): Promise<MetricResult> {
  const prepared = await prepareMetric('completeness', model, images, options, {
    attribution,
    ownScore: true,
  });
  const { run, rest } = splitOptions(options);
  const own = attribution.provenance?.options.baseline;
  const { baseline = typeof own === 'number' ? own : 0 } = options;
  const baselines = await readBaseline(baseline, prepared.inputs, prepared.subject.inputs);
  const end = await scoreImages(prepared, { ...run, onProgress: undefined });
  const target = fixedTarget(prepared.target, end.targets);
  const start = await scoreImages({ ...prepared, target }, run, baselines);
  const bySegment = segmentValues(attribution);
  const parts = attribution.inputs ?? [attribution];
  const missed = bySegment
    ? segmentDelta(
        bySegment.map(({ values }) => values),
        end.scores,
        start.scores,
      )
    : completenessDelta(
        parts.map(({ values, shape }) => ({ data: values, shape })),
        end.scores,
        start.scores,
      );
  const values = missed.map((miss, image) => {
    const whole = relative ? Math.abs(end.scores[image] - start.scores[image]) : 1;
    return Math.abs(miss) / whole;
  });
  return metricResult(
    'completeness',
    { values, warnings: prepared.subject.warnings },
    {
      model: prepared.subject.name,
      of: attribution.method,
      options: { ...rest, ...prepared.scored, baseline, relative },
    },
  );
}
