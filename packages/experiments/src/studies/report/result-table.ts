import { html, type Markup } from '../../report/html';
import { percent } from '../../report/words';
import type { StudyResult } from '../study-results';

/** What the study reported, beside what came out here. */
export function resultTable(results: readonly StudyResult[]): Markup {
  const rows = results.map(
    ({ what, unit, reported, ours, remark }) =>
      html`<tr>
        <td>${what}</td>
        <td class="number together">
          ${reported === undefined ? html`<span class="soft">not reported</span>` : valueText(reported, unit)}
        </td>
        <td class="number together">
          ${ours ? valueText(ours.mean, unit) : '—'}${ours?.deviation !== undefined && ours.deviation > 0 && ` ± ${valueText(ours.deviation, unit)}`}
        </td>
        <td class="number together">
          ${ours && reported !== undefined && differenceText(ours.mean - reported, unit)}
        </td>
        <td>${remark}</td>
      </tr>`,
  );
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th></th>
          <th class="number">Study</th>
          <th class="number">This run</th>
          <th class="number">Difference</th>
          <th>Remark</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function valueText(value: number, unit: StudyResult['unit']): string {
  return unit === 'share' ? percent(value) : (Math.round(value * 10) / 10).toLocaleString('en-US');
}

function differenceText(difference: number, unit: StudyResult['unit']): string {
  const size = Math.abs(difference);
  const sign = size < (unit === 'share' ? 5e-4 : 0.05) ? '' : difference < 0 ? '−' : '+';
  if (unit === 'count')
    return size === 0 ? 'equal' : `${sign}${(Math.round(size * 10) / 10).toLocaleString('en-US')}`;
  return `${sign}${(size * 100).toFixed(1)} points`;
}
