import type { GradientCheck } from '@fer/train';
import type { Table } from '../../report/document';
import { count } from '../../report/words';

/** Which gradients agree with finite differences: a tensor a row. */
export function gradientTable(checks: readonly GradientCheck[]): Table {
  const numbers = ['Entries', 'Compared', 'At kinks', 'Largest difference'];
  return {
    columns: [
      { title: 'Of' },
      { title: 'Gradient to' },
      ...numbers.map((title) => ({ title, isNumber: true })),
      { title: '' },
    ],
    rows: checks.flatMap(({ of, rows }) =>
      rows.map(({ what, size, checked, skipped, largestDifference, ok }) => [
        of,
        what,
        ...[size, checked, skipped].map(count),
        largestDifference.toExponential(1),
        ok ? 'agrees' : 'differs',
      ]),
    ),
  };
}

/** What the table shows, and whether all of it agrees. */
export function gradientText(checks: readonly GradientCheck[]): string {
  const { tolerance, backend } = checks[0];
  const agree = checks.every(({ ok }) => ok);
  return `The gradients of the trained network’s own layers, in training mode, and of its loss, beside central differences on the ${backend} backend; a difference is relative to the largest gradient, and up to ${tolerance} is allowed in 32 bits. For softmax with cross-entropy the formula p − y is compared, too. ${agree ? 'All of them agree.' : 'Not all of them agree.'}`;
}
