import { provenance, type Provenance } from '../common/attribution';
import type { MetricInfo } from './metric-info';
import { findMetric } from './metrics';

/** What is left of the score after each step: `y[i]` where the share `x[i]` of the pixels was changed. */
export interface Curve {
  x: Float32Array;
  y: Float32Array;
}

/** What a metric returns: plain data. */
export interface MetricResult {
  /** The metric's name in the catalogue `metrics`. */
  metric: string;
  /** One an image; NaN where it can't be said, which `warnings` then tell. */
  values: Float32Array;
  /** Which values speak for the map. */
  better: MetricInfo['better'];
  /** Of the metrics that change the image step by step, one an image. */
  curves?: Curve[];
  /** What the caller should know, e.g. that a map was resized. Empty when there is nothing. */
  warnings: string[];
  /** With `options.of`, the method whose map was measured, where it is known. */
  provenance: Provenance;
}

/** Assembles a result; `options` are those that decided the numbers, defaults filled in. */
export function metricResult(
  metric: string,
  result: { values: ArrayLike<number>; curves?: Curve[]; warnings: readonly string[] },
  { model, of, options }: { model: string; of?: string; options: Record<string, unknown> },
): MetricResult {
  return {
    metric,
    values: Float32Array.from(result.values),
    better: findMetric(metric).better,
    ...(result.curves && { curves: result.curves }),
    warnings: [...result.warnings],
    provenance: provenance(model, { ...options, of }),
  };
}
