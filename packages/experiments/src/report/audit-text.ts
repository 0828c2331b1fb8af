import type { DatasetAudit } from '@fer/data';
import type { Table } from './document';
import { count, counted } from './words';

/** What an audit found, a row each. */
export function auditTable({ blank, unlabelled, outOfRange, badWeights, exact, near }: DatasetAudit): Table {
  const rows: [what: string, n: number][] = [
    ['blank images', blank.length],
    ['images without a label', unlabelled.length],
    ['labels out of range', outOfRange.length],
    ...(badWeights.length > 0 ? [['soft labels out of range', badWeights.length] as [string, number]] : []),
    ['exact copies, beyond the first of each', exact.extra],
    ['images that occur under different labels', exact.conflicting],
    ['images that occur in different splits', exact.across],
    ['near copies, beyond the first of each group', near.extra],
    ['groups of near copies in different splits', near.across],
  ];
  return {
    columns: [{ title: 'In the whole data set' }, { title: 'Found', isNumber: true }],
    rows: rows.map(([what, n]) => [what, count(n)]),
  };
}

/** What that means for the numbers below, in sentences. */
export function auditSentence({ exact, near, blank, count: n, classes, classCounts }: DatasetAudit): string {
  const [least, most] = [Math.min, Math.max].map((pick) => pick(...classCounts));
  const [rare, frequent] = [least, most].map((size) => classes[classCounts.indexOf(size)]);
  const across = exact.across + near.across;
  return [
    `${counted(n, 'image')} in all; ${
      least === most
        ? 'every class has as many'
        : least === 0
          ? `${rare} has none`
          : `${frequent} has ${(most / least).toFixed(1)} times as many as ${rare}`
    }.`,
    blank.length > 0 && `${counted(blank.length, 'image shows', 'images show')} nothing.`,
    across > 0
      ? `Copies in different splits (${counted(exact.across, 'image')} exact, ${counted(near.across, 'group')} nearly so) let a network be tested on what it has trained on.`
      : 'No image has a copy in another split.',
    exact.conflicting > 0 &&
      `${counted(exact.conflicting, 'image occurs', 'images occur')} under different labels: nobody can be right about both.`,
    !near.complete && 'So many images look alike that not all were compared.',
  ]
    .filter(Boolean)
    .join(' ');
}
