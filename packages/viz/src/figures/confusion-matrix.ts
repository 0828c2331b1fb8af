import { checkCount, checkWhole } from '../check';
import type { Figure, FigureOptions } from '../figure';
import { frame } from '../svg/frame';
import { box, label } from '../svg/shapes';
import { formatCount, formatPercent, formatShare } from '../text/format';
import { NO_BREAK, textWidth, truncate } from '../text/measure';
import { themeOf, type, type Theme } from '../theme';

/** What was counted: `counts[i][j]` examples of class i were taken for class j. */
export interface ConfusionData {
  /** `[classes, classes]`, whole numbers >= 0, row = true class, column = predicted class. */
  counts: readonly (readonly number[])[];
  classes: readonly string[];
}

export interface ConfusionMatrixOptions extends FigureOptions {
  /** How many of the largest confusions are marked and named. Default: one fewer than classes, at most 5; 0 for none. */
  marked?: number;
}

/**
 * A confusion matrix: each cell has its share of the row (colour and percent) and its count; rows are true classes,
 * columns predicted ones, and the subtitle states the accuracy. Rows without examples show a dash. The largest confusions,
 * by their share of the true class, are framed and named under the matrix.
 *
 * Errors: counts that are not a square of the classes, or not whole numbers >= 0; a negative `marked`.
 *
 * @example
 * const { svg } = confusionMatrix({ counts: [[8, 2], [1, 9]], classes: ['happy', 'sad'] });
 */
export function confusionMatrix(data: ConfusionData, options: ConfusionMatrixOptions = {}): Figure {
  const { counts, classes } = data;
  check(data);
  const { marked = Math.min(5, classes.length - 1) } = options;
  checkWhole('marked', marked, 0);
  const theme = themeOf(options.theme);
  const n = classes.length;
  const widest = Math.max(...classes.map((name) => textWidth(name, type.label, 600)));
  const cell =
    n <= 8 ? { width: 66, height: 48 } : n <= 14 ? { width: 52, height: 42 } : { width: 34, height: 26 };
  cell.width = Math.max(cell.width, Math.min(widest + 12, 96));
  const nameWidth = Math.min(widest, 150);
  const left = 26 + Math.max(nameWidth, 52) + 12;
  const totals = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const total = totals.reduce((a, b) => a + b, 0);
  const right = counts.reduce((sum, row, i) => sum + row[i], 0);
  const largest = largestConfusions(counts, totals).slice(0, marked);
  const isLarge = (i: number, j: number) => largest.some((one) => one.from === i && one.to === j);
  const columns = n * cell.width;
  const rows = n * cell.height;

  const draw = (x: number, y: number) => {
    const top = y + 44;
    const heading = { size: type.small, fill: theme.muted, anchor: 'middle' as const };
    const parts = [
      label(x + left + columns / 2, y + 11, 'predicted', heading),
      label(x + 12, top + rows / 2, 'true', { ...heading, rotate: -90 }),
    ];
    classes.forEach((name, i) => {
      const centre = top + (i + 0.5) * cell.height;
      const text = { size: type.label, weight: 600 as const, fill: theme.ink };
      const column = truncate(name, cell.width - 6, type.label, 600);
      parts.push(label(x + left + (i + 0.5) * cell.width, top - 10, column, { ...text, anchor: 'middle' }));
      const low = cell.height >= 40;
      const row = truncate(name, nameWidth, type.label, 600);
      parts.push(label(x + left - 10, centre + (low ? -2 : 4), row, { ...text, anchor: 'end' }));
      const count = { size: type.small, fill: theme.muted, anchor: 'end' as const };
      if (low) parts.push(label(x + left - 10, centre + 13, `n = ${formatCount(totals[i])}`, count));
      counts[i].forEach((value, j) => {
        const share = totals[i] > 0 ? value / totals[i] : undefined;
        const kind = i === j ? 'right' : isLarge(i, j) ? 'large' : 'other';
        const place = { ...cell, x: x + left + j * cell.width, y: top + i * cell.height };
        parts.push(cellMark(place, { count: value, share, kind }, theme));
      });
    });
    return parts.join('');
  };

  const inWords = ({ from, to, share }: Confusion) =>
    `${classes[from]} →${NO_BREAK}${classes[to]} ${formatShare(share).replace(' ', NO_BREAK)}`;
  const accuracy = total > 0 ? `Accuracy ${formatPercent(right / total)}` : 'No examples';
  return frame(
    {
      title: 'Confusion matrix',
      subtitle: `${accuracy} (${formatCount(right)} of ${formatCount(total)})`,
      note: [
        'Percent and colour: share of the true class (rows sum to 100 %). Outlined: right predictions.',
        largest.length > 0 ? `Dashed, the largest confusions: ${largest.map(inWords).join(', ')}.` : '',
      ]
        .filter(Boolean)
        .join('\n'),
      width: left + columns,
      height: 44 + rows,
      draw,
    },
    options,
  );
}

interface Cell {
  count: number;
  /** Of its row, if that has examples. */
  share?: number;
  kind: 'right' | 'large' | 'other';
}

interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
}

function cellMark({ x, y, width, height }: Place, { count, share, kind }: Cell, theme: Theme): string {
  const { fill, ink } = theme.shade((share ?? 0) ** 0.75);
  const middle = x + width / 2;
  const centre = y + height / 2;
  const anchor = 'middle' as const;
  const outlines = {
    right: { stroke: theme.ink, 'stroke-width': 1.5 },
    large: { stroke: theme.orange, 'stroke-width': 2, 'stroke-dasharray': '5 3' },
    other: {},
  };
  const parts = [box(x + 1.5, y + 1.5, width - 3, height - 3, { rx: 3, fill, ...outlines[kind] })];
  if (share === undefined)
    parts.push(label(middle, centre + 4, '–', { size: type.label, fill: theme.muted, anchor }));
  else if (height >= 40) {
    const weight = kind === 'other' ? 400 : 600;
    parts.push(
      label(middle, centre - 1, formatShare(share), { size: type.heading, weight, fill: ink, anchor }),
      label(middle, centre + 14, formatCount(count), { size: type.small, fill: ink, anchor }),
    );
  } else if (share >= 0.005)
    parts.push(
      label(middle, centre + 4, String(Math.round(share * 100)), { size: type.small, fill: ink, anchor }),
    );
  return parts.join('');
}

interface Confusion {
  from: number;
  to: number;
  share: number;
}

/** What was taken for something else, by its share of the true class, largest first. */
function largestConfusions(counts: ConfusionData['counts'], totals: readonly number[]): Confusion[] {
  return counts
    .flatMap((row, from) => row.map((count, to) => ({ from, to, share: count / totals[from] })))
    .filter(({ from, to, share }) => from !== to && share > 0)
    .sort((a, b) => b.share - a.share);
}

function check({ counts, classes }: ConfusionData): void {
  if (classes.length === 0) throw new Error('invalid number of classes: 0 (expected at least 1)');
  checkCount('rows of counts', counts.length, classes.length);
  counts.forEach((row, i) => {
    checkCount(`columns of counts[${i}]`, row.length, classes.length);
    row.forEach((value, j) => {
      if (!Number.isInteger(value) || value < 0)
        throw new Error(`invalid counts[${i}][${j}]: ${value} (expected a whole number >= 0)`);
    });
  });
}
