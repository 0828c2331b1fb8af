import type { MetricInfo } from './metric-info';
import type { Curve } from './metric-result';

/** One metric of one method. */
export interface ComparedScore {
  /** Over the images; NaN where one of them is. */
  mean: number;
  /** One an image. */
  values: Float32Array;
  /** Of the metrics that change the image step by step, one an image. */
  curves?: Curve[];
  better: MetricInfo['better'];
  warnings: string[];
}

/** One method of a comparison. */
export interface ComparisonRow {
  method: string;
  /** It knows nothing of the model. */
  isBaseline: boolean;
  /** By the metric's name. */
  scores: Record<string, ComparedScore>;
  /** Of an image, where a clock was given. */
  milliseconds?: number;
  /** How much better than the random map, in units of the metric that ranks. */
  gain?: number;
  gainPerMillisecond?: number;
  /** From 1, of the methods that could be measured. */
  rank?: number;
  /** Why the method could not run. */
  error?: string;
}

/** The rows with their gain over the row `random`, and ranks by gain per millisecond, or where there is no time by gain. */
export function ranked(
  rows: readonly ComparisonRow[],
  rankBy: string,
  better: MetricInfo['better'],
): ComparisonRow[] {
  const random = rows.find(({ method, isBaseline }) => isBaseline && method === 'random')?.scores[rankBy];
  const measured = rows.map((row): ComparisonRow => {
    const score = row.scores[rankBy] as ComparedScore | undefined;
    if (!score || !random) return row;
    const gain = better === 'higher' ? score.mean - random.mean : random.mean - score.mean;
    const { milliseconds } = row;
    return { ...row, gain, ...(milliseconds !== undefined && { gainPerMillisecond: gain / milliseconds }) };
  });
  const worth = ({ gain, gainPerMillisecond }: ComparisonRow) => gainPerMillisecond ?? gain ?? NaN;
  const best = measured
    .filter((row) => !row.isBaseline && !Number.isNaN(worth(row)))
    .toSorted((a, b) => worth(b) - worth(a));
  return measured.map((row) => {
    const place = best.indexOf(row);
    return place < 0 ? row : { ...row, rank: place + 1 };
  });
}
