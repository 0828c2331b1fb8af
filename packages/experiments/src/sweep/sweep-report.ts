import { barChart, type Figure, type FigureOptions } from '@fer/viz';
import type { Estimate } from '../compare/estimate';
import { figureElement } from '../report/figure-element';
import { html, type Markup } from '../report/html';
import { page } from '../report/page';
import { tableElement } from '../report/table-element';
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
  const count = (status: TrialResult['status']) => sorted.filter((result) => result.status === status).length;
  const figure = sweepFigure(results, { theme: 'auto' });
  const seconds = sorted.reduce((sum, result) => sum + (result.seconds ?? 0), 0);
  const failed = sorted.filter(({ error }) => error !== undefined);
  return page(
    name,
    html`<h1>${name}</h1>
      <ul class="numbers">
        <li><b>${count('finished')} of ${sorted.length}</b>trials finished</li>
        ${failed.length > 0 && html`<li><b>${failed.length}</b>failed</li>`} ${bestNumber(sorted)}
        ${seconds > 0 && html`<li><b>${duration(seconds)}</b>of training in all</li>`}
      </ul>
      ${differentData(sorted) && html`<p class="note">Not all trials saw the same data: their results can’t be compared.</p>`}
      ${figure && figureElement(figure)}
      <h2>Trials</h2>
      <p class="soft">
        Sorted by the validation accuracy of the epoch that was kept, so that the images that measure the
        result did not choose the winner. Of many trials the best is also the luckiest: its validation
        accuracy is flattered.
      </p>
      ${trialTable(sorted, hasReport)} ${groupSection(sorted)}
      ${
        failed.length > 0 &&
        html`<h2>Failed</h2>
          ${failed.map(({ id, varied, error }) => html`<p>${id} (${labelText(varied)}): ${error}</p>`)}`
      }`,
  );
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

/** Of the best setting where settings were tried several times: one trial alone may be lucky. */
function bestNumber(sorted: readonly TrialResult[]): Markup | false {
  const [best] = sorted;
  if (best?.accuracy === undefined) return false;
  const [group] = seedGroups(sorted);
  if (group && group.accuracy.n > 1)
    return html`<li>
      <b>${meanText(group.accuracy)}</b>${best.split} accuracy of the best setting, ${group.accuracy.n} trials
    </li>`;
  return html`<li><b>${percent(best.accuracy)}</b>${best.split} accuracy of the best</li>`;
}

function trialTable(results: readonly TrialResult[], hasReport: (result: TrialResult) => boolean): Markup {
  const [header, ...rows] = summaryRows(results);
  return tableElement({
    columns: header.map((title, i) => ({ title, isNumber: i > 0 })),
    rows: rows.map(([id, ...cells], i) => [
      hasReport(results[i]) ? html`<a href="${id}/report.html">${id}</a>` : id,
      ...cells,
    ]),
  });
}

function groupSection(results: readonly TrialResult[]): Markup | false {
  const groups = seedGroups(results);
  if (!groups.some(({ accuracy }) => accuracy.n > 1)) return false;
  const paths = Object.keys(groups[0].varied);
  return html`<h2>Over seeds and folds</h2>
    <p class="soft">Mean and standard deviation of the trials that differ only in seed or fold.</p>
    ${tableElement({
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
    })}`;
}

function meanText({ mean, deviation }: Estimate): string {
  return deviation === undefined ? percent(mean) : `${percent(mean)} ± ${percent(deviation)}`;
}
