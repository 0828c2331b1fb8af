import { checkCount, checkFinite } from '../check';

/** The scores of several methods by one metric. */
export interface MetricScores {
  name: string;
  better: 'lower' | 'higher';
  /** One a method. */
  values: ArrayLike<number>;
}

/** Throws unless every metric has a finite value a method and says which way is better. */
export function checkScores(metrics: readonly MetricScores[], methods: number): void {
  for (const { name, better, values } of metrics) {
    checkCount(`values of metric '${name}'`, values.length, methods);
    checkFinite(`values of metric '${name}'`, values);
    if (better !== 'lower' && better !== 'higher')
      throw new Error(`invalid better of metric '${name}': ${String(better)} (expected 'lower' or 'higher')`);
  }
}

/** 0 for the worst value, 1 for the best; all 0 if they are equal. */
export function ranked({ better, values }: MetricScores): number[] {
  const all = Array.from(values, (value) => (better === 'higher' ? value : -value));
  const low = Math.min(...all);
  const high = Math.max(...all);
  return all.map((value) => (high > low ? (value - low) / (high - low) : 0));
}
