import type { Differences } from './differences';

/** What the comparison of one tensor came to. */
export interface GradientCheckRow {
  /** `'input'`, `'input 1'`, or a weight by its name, e.g. `'kernel'`. */
  what: string;
  /** Number of entries of the tensor. */
  size: number;
  /** Entries compared. */
  checked: number;
  /** Entries left out as steps of h and 2 h disagree there: a kink, of ReLU or max-pooling, lies between. */
  skipped: number;
  /** Largest difference of an entry, relative to the largest gradient among those compared. */
  largestDifference: number;
  /** Whether that is within the tolerance, and anything could be compared. */
  ok: boolean;
}

/**
 * Compares gradients, by default those of the backward pass, with differences. Gradients that float32 can't tell from 0
 * count as large as its rounding allows.
 */
export function checkRow(
  what: string,
  size: number,
  { analytic: own, numeric, disagreement, noise }: Differences,
  { tolerance, analytic = own }: { tolerance: number; analytic?: readonly number[] },
): GradientCheckRow {
  const floor = (4 * Math.max(0, ...noise)) / tolerance;
  const scale = Math.max(floor, ...analytic.map(Math.abs), ...numeric.map(Math.abs));
  const smooth = numeric.flatMap((_, i) => (disagreement[i] <= (tolerance / 2) * scale ? [i] : []));
  const largest = Math.max(0, ...smooth.map((i) => Math.abs(analytic[i] - numeric[i])));
  const largestDifference = scale === 0 ? 0 : largest / scale;
  return {
    what,
    size,
    checked: smooth.length,
    skipped: numeric.length - smooth.length,
    largestDifference,
    // Not a number is not within.
    ok: smooth.length > 0 && largestDifference <= tolerance,
  };
}
