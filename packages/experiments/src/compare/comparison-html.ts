import { figureElement } from '../report/figure-element';
import { html, type Markup } from '../report/html';
import { page } from '../report/page';
import type { Comparison } from './comparison';
import { curveFigures } from './comparison-figures';
import { differenceTable, recallTable, scoreTable, seedsSentence, type Titles } from './comparison-tables';

/** Tables and curves of a comparison, as a part of a report. */
export function comparisonSection(comparison: Comparison, titles: Titles = {}): Markup {
  const { differences } = comparison;
  return html`<p>${seedsSentence(comparison)}</p>
    ${scoreTable(comparison, titles)} ${differences.length > 0 && differenceTable(comparison, titles)}
    ${curveFigures(comparison, titles).map((figure) => figureElement(figure))}
    ${recallTable(comparison, titles)}`;
}

/** A comparison as one HTML file that needs nothing else. */
export function comparisonHtml(comparison: Comparison): string {
  const title = comparison.variants.map(({ name }) => name).join(' · ');
  return page(
    title,
    html`<h1>${title}</h1>
      ${comparisonSection(comparison)}
      <h2>How to reproduce</h2>
      <p>Beside this file: comparison.json, comparison.csv and a run folder for each variant and seed.</p>
      ${comparison.variants.map(({ spec }) => html`<pre>${JSON.stringify(spec, null, 2)}</pre>`)}`,
  );
}
