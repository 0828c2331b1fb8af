import { rowSize, type Images, type PlainBatch } from '../common/images';
import type { AttributionOptions, Score } from '../common/options';
import { splitOptions } from '../common/split-options';
import { saturationWarnings } from '../common/warnings';
import type { BlackBoxModel } from '../perturbation/black-box';
import { readMaps, readShares, type Maps, type MeasuredAttribution } from './attribution-maps';
import { flatMaps } from './map-metric';
import { metricResult, type MetricResult } from './metric-result';
import { prepareMetric } from './metric-subject';
import { meanHeight, pixelCurves, stepPixels } from './pixel-curve';
import { withFixedTarget } from './score-pictures';
import { readReplacement, type Replacement } from './replacement';

export interface CurveOptions extends AttributionOptions {
  /** Pixels a step, or below 1 the share of all pixels. */
  step?: number;
  /** What pixels are replaced by. */
  baseline?: Replacement;
  /** `true`: values of either sign count by their size. Default `false`: what speaks for the class comes first. */
  abs?: boolean;
}

/** A metric that changes pixels step by step, the map's largest first; its value is the mean height of the curve. */
export async function curveMetric(
  metric: string,
  model: BlackBoxModel,
  images: Images,
  attribution: MeasuredAttribution,
  options: CurveOptions,
  how: {
    defaultScore: Score;
    baseline: Replacement;
    /**
     * What goes at once: a pixel with all its channels (default), or each value by itself where the map has as many values
     * as the input.
     */
    unit?: 'pixel' | 'value';
    /** Points of the curve. */
    counts: (step: number, pixels: number) => number[];
    /** From which picture to which. */
    way: (image: PlainBatch, replaced: PlainBatch) => { from: PlainBatch; to: PlainBatch };
    /** Which point of the curve is the image as it is, if any: 0, or -1 the last. */
    whole?: 0 | -1;
  },
): Promise<MetricResult> {
  const { run, rest } = splitOptions(options);
  const checked = await prepareMetric(metric, model, images, options, {
    attribution,
    defaultScore: how.defaultScore,
  });
  const { abs = false, baseline = how.baseline } = options;
  const { places } = checked;
  const maps =
    how.unit === 'value' && attribution.shape.length === checked.inputs[0].shape.length
      ? valueMaps(attribution, checked.inputs[0].shape, abs)
      : readMaps(attribution, { places, abs });
  const row = places.length > 1 ? maps.size / places[0] : 1;
  const step = stepPixels(options.step ?? row, maps.size);
  const replaced = await readReplacement(baseline, checked);
  const prepared = await withFixedTarget(checked, run);
  const curves = await pixelCurves(prepared, run, maps, {
    ...how.way(prepared.inputs[0], replaced),
    counts: how.counts(step, maps.size),
  });
  const { whole } = how;
  const saturated =
    whole === undefined
      ? []
      : saturationWarnings(
          prepared.score,
          curves.map(({ y }) => y.at(whole)!),
          prepared.target instanceof Int32Array ? prepared.target : curves.map(() => -1),
          'it hardly answers to what is done to the image',
        );
  return metricResult(
    metric,
    {
      values: curves.map(meanHeight),
      curves,
      warnings: [...prepared.subject.warnings, ...maps.warnings, ...saturated, ...flatMaps(maps)],
    },
    {
      model: prepared.subject.name,
      of: attribution.method,
      options: { ...rest, ...prepared.scored, step, baseline, abs },
    },
  );
}

/** A map for every value of the input, as {@link readMaps} makes one for every pixel. */
function valueMaps(attribution: MeasuredAttribution, shape: readonly number[], abs: boolean): Maps {
  const { data, warnings } = readShares(attribution, shape);
  return { data: abs ? data.map(Math.abs) : data, n: shape[0], size: rowSize(shape), warnings };
}
