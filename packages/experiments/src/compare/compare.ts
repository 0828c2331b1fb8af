import type { ExperimentSpec } from '../spec';
import { comparisonOf, type Comparison } from './comparison';
import { comparisonCsv } from './comparison-csv';
import { comparisonHtml } from './comparison-html';
import { runVariants, type RunVariantsOptions } from './run-variants';

export interface CompareOptions extends RunVariantsOptions {
  /** Of the intervals. Default 0.95. */
  confidence?: number;
}

/**
 * Runs several experiments over several seeds, each as a run folder of its own within `folder`, and compares them: tables, curves and
 * differences paired by seed, as `comparison.json`, `comparison.csv` and `report.html`. A spec's name is that of its variant; its seed is
 * replaced by each of `seeds`. Called again it runs only what is missing.
 *
 * @throws as `runVariants` does.
 * @example
 * const comparison = await compare([withDropout, without], { seeds: [0, 1, 2], data, folder: nodeRunFolder('runs/dropout') });
 * comparison.differences[0].scores.accuracy; // { n: 3, mean: 0.021, deviation: 0.004, interval: [0.011, 0.031] }
 */
export async function compare(
  specs: readonly ExperimentSpec[],
  { confidence, ...options }: CompareOptions,
): Promise<Comparison> {
  const runs = await runVariants(
    specs.map((spec) => ({ name: spec.name, spec })),
    options,
  );
  const comparison = comparisonOf(runs, { confidence });
  const { folder } = options;
  await folder.write('comparison.json', `${JSON.stringify(comparison, null, 2)}\n`);
  await folder.write('comparison.csv', comparisonCsv(comparison));
  await folder.write('report.html', comparisonHtml(comparison));
  return comparison;
}
