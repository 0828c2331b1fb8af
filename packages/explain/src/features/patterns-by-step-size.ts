import { checkNotEmpty } from '../common/check-index';
import type { ExplainableModel } from '../common/subject';
import { rankCorrelation } from '../faithfulness/rank-correlation';
import { maximizeActivation, type MaximizeActivationOptions } from './maximize-activation';
import type { ActivationObjective } from './objective';
import { patternScores, type PatternScoresOptions } from './pattern-scores';

export interface PatternsByStepSizeOptions
  extends Omit<MaximizeActivationOptions, 'stepSize' | 'every'>, PatternScoresOptions {
  /** Default 0.005, 0.02 and 0.1: a quarter of the usual size, that, and five times as much. */
  stepSizes?: readonly number[];
}

/** What the pictures of one step size came to. */
export interface PatternsByStepSize {
  stepSize: number;
  pictures: number;
  /** How many show a pattern: see `patternScores`. */
  found: number;
  /** The share of the others, 0..1. */
  noiseShare: number;
  /** Mean of the objective that patterns reached, and of what the others did; NaN where there are none. */
  meanOfPatterns: number;
  meanOfNoise: number;
  /** Spearman's rank correlation of pattern score and objective over the pictures, -1..1; NaN where either is constant. */
  rankCorrelation: number;
}

/**
 * How many filters of a layer find a pattern, by the size of the steps and beside what their output came to: a row a
 * step size. Every picture is painted once a row; other options are those of `maximizeActivation` and `patternScores`.
 *
 * @example
 * const rows = await patternsByStepSize(model, { layer: 'conv3', filters }, { regularizers: [], transforms: [] });
 * console.table(rows);
 */
export async function patternsByStepSize(
  model: ExplainableModel,
  objective: ActivationObjective,
  options: PatternsByStepSizeOptions = {},
): Promise<PatternsByStepSize[]> {
  const { stepSizes = [0.005, 0.02, 0.1], threshold, onProgress, ...rest } = options;
  checkNotEmpty(stepSizes, 'stepSizes');
  const rows: PatternsByStepSize[] = [];
  for (const [row, stepSize] of stepSizes.entries()) {
    const pictures = await maximizeActivation(model, objective, {
      ...rest,
      stepSize,
      onProgress: ({ done, total }) =>
        onProgress?.({ done: row * total + done, total: stepSizes.length * total }),
    });
    const { scores, isPattern, found } = patternScores(pictures, { threshold });
    const reached = (wanted: boolean) => mean(pictures.objective.filter((_, i) => isPattern[i] === wanted));
    rows.push({
      stepSize,
      pictures: scores.length,
      found,
      noiseShare: 1 - found / scores.length,
      meanOfPatterns: reached(true),
      meanOfNoise: reached(false),
      rankCorrelation: rankCorrelation(scores, pictures.objective),
    });
  }
  return rows;
}

const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
