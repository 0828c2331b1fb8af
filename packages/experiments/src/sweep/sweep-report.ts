import { barChart, type Figure, type FigureOptions } from '@fer/viz';
import type { Estimate } from '../compare/estimate';
import {
  blocks,
  soft,
  table,
  text,
  type Block,
  type Phrase,
  type ReportDocument,
  type Table,
} from '../report/document';
import { reportHtml } from '../report/report-html';
import { duration, percent } from '../report/words';
import { seedGroups, sortResults, summaryRows } from './sweep-summary';
import type { TrialResult } from './trial-result';
import { labelText, shortNames, valueText } from './varied';

/** Bars in the figure; the table has all. */
const MOST_BARS = 30;

/** Validation accuracy and accuracy of the best trials as bars; none before one has finished. */
export function sweepFigure(
  results: readonly TrialResult[],
  look: Pick<FigureOptions, 'theme'> = {},
): Figure | undefined {
  const finished = sortResults(results).filter(({ status }) => status === 'finished');
  const best = finished.slice(0, MOST_BARS);
  if (best.length === 0) return undefined;
  const series = [
    { name: 'validation', values: best.map(({ valAccuracy = 0 }) => valAccuracy) },
    { name: best[0].split ?? 'held out', values: best.map(({ accuracy = 0 }) => accuracy) },
  ];
  return barChart(
    {
      labels: best.map(({ varied, id }) => Object.values(varied).map(valueText).join(' · ') || id),
      // Where there is no third part of the data, both are the same number.
      series: best[0].split === 'validation' ? series.slice(0, 1) : series,
    },
    {
      ...look,
      title: 'Accuracy of the trials',
      unit: 'accuracy',
      format: percent,
      caption: `${shortNames(Object.keys(best[0].varied)).join(' · ')}${finished.length > best.length ? `; the best ${best.length} of ${finished.length}` : ''}`,
    },
  );
}

export interface SweepReportOptions {
  /** Whether a trial's own report lies in its folder beside this one and can be linked. Default: where it has finished. */
  hasReport?: (result: TrialResult) => boolean;
}

/** The report of a sweep as one HTML file that needs nothing else, with links to the trials' own reports. */
export function sweepReport(
  name: string,
  results: readonly TrialResult[],
  { hasReport = ({ status }) => status === 'finished' }: SweepReportOptions = {},
): string {
  const sorted = sortResults(results);
  const figure = sweepFigure(results, { theme: 'auto' });
  const failed = sorted.filter(({ error }) => error !== undefined);
  return reportHtml({
    title: name,
    numbers: numbers(sorted),
    opening: blocks(
      differentData(sorted) && {
        kind: 'note',
        text: 'Not all trials saw the same data: their results can’t be compared.',
      },
      figure && { kind: 'figure', name: 'trials', figure },
    ),
    sections: [
      {
        id: 'trials',
        title: 'Trials',
        blocks: [
          soft(
            'Sorted by the validation accuracy of the epoch that was kept, so that the images that measure the result did not choose the winner. Of many trials the best is also the luckiest: its validation accuracy is flattered.',
          ),
          table(trialTable(sorted, hasReport)),
        ],
      },
      { id: 'groups', title: 'Over seeds and folds', blocks: groupBlocks(sorted) },
      {
        id: 'failed',
        title: 'Failed',
        blocks: failed.map(({ id, varied, error }) => text(`${id} (${labelText(varied)}): ${error}`)),
      },
    ].filter((section) => section.blocks.length > 0),
  });
}

/** Whether trials of one source were run on different images: on machines with different files. */
export function differentData(results: readonly TrialResult[]): boolean {
  const bySource = new Map<string, string>();
  return results.some(({ varied, dataHash }) => {
    if (dataHash === undefined) return false;
    const source = valueText(varied['data.source']);
    const first = bySource.get(source) ?? dataHash;
    bySource.set(source, first);
    return first !== dataHash;
  });
}

function numbers(sorted: readonly TrialResult[]): ReportDocument['numbers'] {
  const finished = sorted.filter(({ status }) => status === 'finished').length;
  const failed = sorted.filter(({ error }) => error !== undefined).length;
  const seconds = sorted.reduce((sum, result) => sum + (result.seconds ?? 0), 0);
  return [
    { value: `${finished} of ${sorted.length}`, what: 'trials finished' },
    ...(failed > 0 ? [{ value: String(failed), what: 'failed' }] : []),
    ...bestNumber(sorted),
    ...(seconds > 0 ? [{ value: duration(seconds), what: 'of training in all' }] : []),
  ];
}

/** Of the best setting where settings were tried several times: one trial alone may be lucky. */
function bestNumber(sorted: readonly TrialResult[]): ReportDocument['numbers'] {
  const [best] = sorted;
  if (best?.accuracy === undefined) return [];
  const [group] = seedGroups(sorted);
  if (group && group.accuracy.n > 1)
    return [
      {
        value: meanText(group.accuracy),
        what: `${best.split} accuracy of the best setting, ${group.accuracy.n} trials`,
      },
    ];
  return [{ value: percent(best.accuracy), what: `${best.split} accuracy of the best` }];
}

function trialTable(results: readonly TrialResult[], hasReport: (result: TrialResult) => boolean): Table {
  const [header, ...rows] = summaryRows(results);
  return {
    columns: header.map((title, i) => ({ title, isNumber: i > 0 })),
    rows: rows.map(([id, ...cells], i): Phrase[] => [
      hasReport(results[i]) ? [{ text: id, href: `${id}/report.html` }] : id,
      ...cells,
    ]),
  };
}

/** None where no setting was tried several times. */
function groupBlocks(results: readonly TrialResult[]): Block[] {
  const groups = seedGroups(results);
  if (!groups.some(({ accuracy }) => accuracy.n > 1)) return [];
  const paths = Object.keys(groups[0].varied);
  return [
    soft('Mean and standard deviation of the trials that differ only in seed or fold.'),
    table({
      columns: [...shortNames(paths), 'trials', 'val accuracy', 'accuracy'].map((title) => ({
        title,
        isNumber: true,
      })),
      rows: groups.map(({ varied, valAccuracy, accuracy }) => [
        ...paths.map((path) => valueText(varied[path])),
        String(accuracy.n),
        meanText(valAccuracy),
        meanText(accuracy),
      ]),
    }),
  ];
}

function meanText({ mean, deviation }: Estimate): string {
  return deviation === undefined ? percent(mean) : `${percent(mean)} ± ${percent(deviation)}`;
}
