import { csvCell } from '../csv-cell';
import { estimate, type Estimate } from '../compare/estimate';
import { percent } from '../report/words';
import type { TrialResult } from './trial-result';
import { shortNames, valueText } from './varied';

/**
 * Results with the best first: by the validation accuracy of the kept epoch, so that the images that measure the result
 * do not choose the winner. Those without one keep their order behind.
 */
export function sortResults(results: readonly TrialResult[]): TrialResult[] {
  const score = ({ status, valAccuracy, accuracy }: TrialResult) =>
    status === 'finished' ? (valAccuracy ?? accuracy ?? -1) : -2;
  return results.toSorted((a, b) => score(b) - score(a));
}

/** What a row of the summary says beside the varied values, by the name of its column. */
const COLUMNS = [
  'status',
  'epochsDone',
  'epochs',
  'bestEpoch',
  'valAccuracy',
  'accuracy',
  'loss',
  'split',
  'seconds',
  'error',
] as const satisfies (keyof TrialResult)[];

/** The summary as CSV, a row a trial: its folder, the varied values, how far it came and its scores. */
export function sweepCsv(results: readonly TrialResult[]): string {
  const paths = Object.keys(results[0]?.varied ?? {});
  const rows = results.map((result) => [
    result.id,
    ...paths.map((path) => valueText(result.varied[path])),
    ...COLUMNS.map((column) => String(result[column] ?? '')),
  ]);
  const quoted = [['trial', ...paths, ...COLUMNS], ...rows].map((row) => row.map(csvCell).join(','));
  return `${quoted.join('\n')}\n`;
}

/** What the seeds and folds of a setting say together. */
export interface SeedGroup {
  /** The varied values without seed and fold. */
  varied: Record<string, unknown>;
  valAccuracy: Estimate;
  accuracy: Estimate;
}

/** Finished trials that differ only in seed or fold, taken together, the best mean first; none where neither varies. */
export function seedGroups(results: readonly TrialResult[]): SeedGroup[] {
  const groups = new Map<string, Scored[]>();
  for (const result of results) {
    const key = JSON.stringify(settingOf(result.varied));
    if (!isScored(result) || key === JSON.stringify(result.varied)) continue;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()]
    .map((group) => ({
      varied: settingOf(group[0].varied),
      valAccuracy: estimate(group.map(({ valAccuracy }) => valAccuracy)),
      accuracy: estimate(group.map(({ accuracy }) => accuracy)),
    }))
    .toSorted((a, b) => b.valAccuracy.mean - a.valAccuracy.mean);
}

type Scored = TrialResult & { valAccuracy: number; accuracy: number };

function isScored(result: TrialResult): result is Scored {
  return result.status === 'finished' && result.valAccuracy !== undefined && result.accuracy !== undefined;
}

/** The paths of which a setting is tried with several values, to be taken together. */
const REPEATED = ['seed', 'data.seed', 'data.division.fold'];

/** The varied values without seed and fold. */
function settingOf(varied: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(varied)
      .filter(([path]) => !REPEATED.includes(path))
      .map(([path, value]) => [path, path === 'data.division' ? withoutFold(value) : value])
      .filter(([, value]) => value !== undefined),
  ) as Record<string, unknown>;
}

/** Divisions that are folds of one cross-validation are one setting, which goes without saying. */
function withoutFold(division: unknown): unknown {
  return typeof division === 'object' && division !== null && 'fold' in division ? undefined : division;
}

/** The summary as rows of text for a table, a header first. */
export function summaryRows(results: readonly TrialResult[]): string[][] {
  const paths = Object.keys(results[0]?.varied ?? {});
  const share = (value: number | undefined) => (value === undefined ? '' : percent(value));
  return [
    ['trial', ...shortNames(paths), 'status', 'best epoch', 'val accuracy', 'accuracy'],
    ...results.map((result) => [
      result.id,
      ...paths.map((path) => valueText(result.varied[path])),
      result.status,
      result.bestEpoch === undefined ? '' : `${result.bestEpoch}/${result.epochs}`,
      share(result.valAccuracy),
      share(result.accuracy),
    ]),
  ];
}
