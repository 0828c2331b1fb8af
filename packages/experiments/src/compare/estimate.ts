import { studentT } from './student-t';

/** What several runs say of a number. */
export interface Estimate {
  /** Runs. */
  n: number;
  mean: number;
  /** Standard deviation of the runs (n - 1 in the denominator); without it there is only one run. */
  deviation?: number;
  /** Interval of the mean at the comparison's confidence; one run has none. */
  interval?: [low: number, high: number];
}

/**
 * Mean, standard deviation and interval `mean ± t s / sqrt(n)`, with Student's t of n - 1 degrees of freedom (Student 1908, The
 * probable error of a mean): the runs count as independent draws of one normal distribution.
 *
 * @param values one a run; at least one.
 * @throws without a value, and on one that is not finite.
 * @example
 * estimate([0.61, 0.64, 0.60, 0.63]); // { n: 4, mean: 0.62, deviation: 0.0183, interval: [0.591, 0.649] }
 */
export function estimate(values: readonly number[], confidence = 0.95): Estimate {
  const n = values.length;
  if (n === 0) throw new Error('no values to estimate a mean from (expected at least one)');
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new Error(`invalid value: ${wrong} (expected a finite number)`);
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (n - 1));
  const reach = (studentT(n - 1, confidence) * deviation) / Math.sqrt(n);
  return { n, mean, deviation, interval: [mean - reach, mean + reach] };
}

/**
 * The difference `b - a` of two variants run with the same seeds, as the estimate of the differences of the pairs (paired t): two runs of a seed
 * share the division of the data and the order of the images, which so drops out. Dietterich 1998, Approximate statistical tests for comparing
 * supervised classification learning algorithms, section 3.
 *
 * The interval says how far the difference depends on the seed; that of other data it does not tell.
 *
 * @throws where there is not one value of each for every seed.
 */
export function pairedDifference(a: readonly number[], b: readonly number[], confidence = 0.95): Estimate {
  if (a.length !== b.length)
    throw new Error(`${a.length} and ${b.length} values (expected pairs: one of each a seed)`);
  return estimate(
    b.map((value, i) => value - a[i]),
    confidence,
  );
}
