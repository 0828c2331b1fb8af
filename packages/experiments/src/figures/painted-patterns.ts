import { patternScores, type MaximizedActivation } from '@fer/explain';
import { counted } from '../report/words';

/** Which filters' painted pictures show a pattern and not noise. */
export interface PaintedPatterns {
  /** By number. */
  filters: number[];
  /** How many were painted. */
  of: number;
  text: string;
}

/**
 * A filter that never rose, such as a dead one, found nothing: what smoothing left of the noise may look like a pattern.
 * Nothing is said of pictures too small to tell, and of those with NaN.
 */
export function paintedPatterns(
  painted: Pick<MaximizedActivation, 'values' | 'shape' | 'objective' | 'trace' | 'traceShape'>,
  filters: readonly number[],
): PaintedPatterns | undefined {
  const [, h, w] = painted.shape;
  if (Math.min(h, w) < LEAST_SIDE || !painted.values.every(Number.isFinite)) return undefined;
  const { isPattern } = patternScores(painted);
  const rose = (i: number) => painted.objective[i] > painted.trace[i * painted.traceShape[1]];
  const found = filters.filter((_, i) => isPattern[i] && rose(i));
  const text = `${found.length} of ${counted(filters.length, 'filter')} found a pattern.`;
  return { filters: found, of: filters.length, text };
}

/** What `patternScores` takes. */
const LEAST_SIDE = 16;
