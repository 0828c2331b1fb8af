import { patternsByStepSize, type PatternsByStepSize } from '@fer/explain';
import type { StudyFigure } from '../study';
import { convolution, rangeOf, type FigureContext } from './figure-context';

/**
 * How many filters of a convolution found a pattern with steps of one size, beside what the study counted by eye. Means and the
 * correlation are absent where there are no pictures to take them of.
 */
export interface PatternCount
  extends Omit<PatternsByStepSize, Uncertain>, Partial<Pick<PatternsByStepSize, Uncertain>> {
  /** From 1. */
  convolution: number;
  /** The share of filters whose picture was only noise to the study, 0..1. */
  reported: number;
}

type Uncertain = 'meanOfPatterns' | 'meanOfNoise' | 'rankCorrelation';

/**
 * A row for each convolution and size of a step: every filter painted from noise by gradient ascent alone, as the study did,
 * with neither regulariser nor transform, and its picture judged by `patternScores`.
 */
export async function patternCounts(
  { noiseShares, stepSizes }: Extract<StudyFigure, { kind: 'patterns' }>,
  { model, seed, ascentSteps: steps, signal, onEvent }: FigureContext,
): Promise<PatternCount[]> {
  const counts: PatternCount[] = [];
  for (const { convolution: n, share: reported } of noiseShares) {
    const { output: layer, filters } = convolution(model, n);
    const rows = await patternsByStepSize(
      model,
      { layer, filters: Array.from({ length: filters }, (_, filter) => filter) },
      {
        stepSizes,
        steps,
        seed,
        signal,
        range: rangeOf(model),
        optimizer: 'ascent',
        regularizers: [],
        transforms: [],
        batchSize: filters,
        onProgress: ({ done, total }) =>
          onEvent?.({ type: 'step', name: `painting every filter of ${layer}`, done, total }),
      },
    );
    counts.push(
      ...rows.map(({ meanOfPatterns, meanOfNoise, rankCorrelation, ...row }) => ({
        ...row,
        ...numbersOf({ meanOfPatterns, meanOfNoise, rankCorrelation }),
        convolution: n,
        reported,
      })),
    );
  }
  return counts;
}

/** Without those that are not numbers, which JSON does not have. */
function numbersOf<T extends Record<string, number>>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !Number.isNaN(value))) as Partial<T>;
}
