import type { GradientCheck } from './gradient-check';

const header = ['of', 'gradient', 'entries', 'compared', 'left out', 'largest difference', ''];

/**
 * Checks as one table of text, a tensor a row: how many entries it has, how many were compared or left out, the largest
 * difference, relative to the largest gradient, and whether it is within the tolerance.
 */
export function formatGradientCheck(checks: GradientCheck | readonly GradientCheck[]): string {
  const all = [checks].flat() as readonly GradientCheck[];
  const rows = all.flatMap(({ of, rows }) =>
    rows.map(({ what, size, checked, skipped, largestDifference, ok }, i) => [
      i === 0 ? of : '',
      what,
      ...[size, checked, skipped].map((count) => count.toLocaleString('en-US')),
      largestDifference.toExponential(1),
      ok ? 'ok' : 'WRONG',
    ]),
  );
  const widths = header.map((name, column) =>
    Math.max(name.length, ...rows.map((cells) => cells[column].length)),
  );
  const isNumber = (column: number) => column >= 2 && column <= 5;
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => (isNumber(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line).join('\n');
}
