import { SCORES, type Comparison } from './comparison';
import type { Estimate } from './estimate';

const ESTIMATE = ['n', 'mean', 'deviation', 'low', 'high'];

/** A comparison as CSV, a row a number: scores, differences (`b - a`), recalls; what one run can't tell stays empty. */
export function comparisonCsv({ variants, differences }: Comparison): string {
  const rows: (string | number)[][] = [
    ['variant', 'number', ...ESTIMATE],
    ...variants.flatMap(({ name, scores, recall }) => [
      ...SCORES.map((score) => [name, score, ...fields(scores[score])]),
      ...recall.map((entry) => [name, `recall of ${entry.class}`, ...fields(entry)]),
    ]),
    ...differences.flatMap(({ from, to, scores }) =>
      SCORES.map((score) => [`${to} - ${from}`, score, ...fields(scores[score])]),
    ),
  ];
  return `${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`;
}

function fields({ n, mean, deviation, interval }: Estimate): (string | number)[] {
  return [n, mean, deviation ?? '', ...(interval ?? ['', ''])];
}

function quoted(field: string | number): string {
  const text = String(field);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
