import type { Estimate } from '../../compare/estimate';
import type { Phrase, Table } from '../../report/document';
import { percent, together } from '../../report/words';
import type { StudyResult } from '../study-results';

/** What the study reported, beside what came out here. */
export function resultTable(results: readonly StudyResult[]): Table {
  return {
    columns: [
      { title: '' },
      ...['Study', 'This run', 'Difference'].map((title) => ({ title, isNumber: true })),
      { title: 'Remark' },
    ],
    rows: results.map(({ what, unit, reported, ours, remark }): Phrase[] => [
      what,
      reported === undefined
        ? [{ look: 'soft', text: together('not reported') }]
        : together(valueText(reported, unit)),
      ours ? together(estimateText(ours, unit)) : '—',
      ours && reported !== undefined ? together(differenceText(ours.mean - reported, unit)) : '',
      remark,
    ]),
  };
}

function estimateText({ mean, deviation = 0 }: Estimate, unit: StudyResult['unit']): string {
  return `${valueText(mean, unit)}${deviation > 0 ? ` ± ${valueText(deviation, unit)}` : ''}`;
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
