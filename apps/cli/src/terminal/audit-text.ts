import pc from 'picocolors';
import type { DatasetAudit, Duplicates } from '@fer/data';
import { formatTable, percent } from './format';

/** What an audit found, as it is printed: the balance of the classes, then what deserves a look, a line each. */
export function auditText(audit: DatasetAudit): string {
  const [n, h, w, c] = audit.shape;
  return [
    `${n} ${n === 1 ? 'image' : 'images'} of ${h} x ${w}, ${c === 1 ? 'grey' : `${c} channels`}`,
    balanceTable(audit),
    findingsTable(audit),
  ].join('\n\n');
}

function balanceTable({ classes, classCounts, splits, count }: DatasetAudit): string {
  const total = classCounts.reduce((a, b) => a + b, 0);
  const rows = classes.map((name, k) => [
    name,
    ...splits.map((split) => split.classCounts[k]),
    classCounts[k],
    total === 0 ? '-' : percent(classCounts[k] / total),
  ]);
  return formatTable([
    ['class', ...splits.map(({ name }) => name), 'all', 'share'],
    ...rows,
    ['all images', ...splits.map((split) => split.count), count, ''],
  ]);
}

function findingsTable(audit: DatasetAudit): string {
  const { exact, near, blank, unlabelled, outOfRange, badWeights, classes } = audit;
  const rows: [what: string, count: number, meaning: string][] = [
    ['blank images', blank.length, rowList(blank)],
    ['images without a label', unlabelled.length, rowList(unlabelled)],
    [
      'labels out of range',
      outOfRange.length,
      outOfRange.length === 0
        ? ''
        : `${rowList(outOfRange.map(({ row }) => row))} (expected 0..${classes.length - 1})`,
    ],
    ...(badWeights.length > 0
      ? ([['soft labels out of range', badWeights.length, rowList(badWeights)]] as [string, number, string][])
      : []),
    ['exact copies', exact.extra, sizes(exact, 'beyond the first, of', 'image')],
    [
      '  under different labels',
      exact.conflicting,
      exact.conflicting > 0 ? noun('image', exact.conflicting) : '',
    ],
    ['  in different splits', exact.across, leak(exact)],
    ['near copies', near.extra, sizes(near, 'beyond the first, in', 'group')],
    [
      '  under different labels',
      near.conflicting,
      near.conflicting > 0 ? noun('group', near.conflicting) : '',
    ],
    ['  in different splits', near.across, near.across > 0 ? noun('group', near.across) : ''],
  ];
  const width = Math.max(...rows.map(([what]) => what.length));
  const digits = Math.max(...rows.map(([, count]) => String(count).length));
  const lines = rows.map(([what, count, meaning]) => {
    const number = String(count).padStart(digits);
    const marked = count > 0 ? pc.yellow(number) : pc.green(number);
    return `${what.padEnd(width)}  ${marked}${meaning && pc.dim(`  ${meaning}`)}`;
  });
  return `${lines.join('\n')}\n${pc.dim(
    `near: dHash at most ${near.distance} of 64 bits apart and pixels correlated ${near.similarity} or more${near.complete ? '' : '; so many look alike that not all were compared'}`,
  )}`;
}

function sizes({ groups }: Duplicates, of: string, what: 'image' | 'group'): string {
  if (groups.length === 0) return '';
  const most = Math.max(...groups.map(({ rows }) => rows.length));
  return `${of} ${groups.length} ${noun(what, groups.length)}; at most ${most} ${what === 'image' ? 'of' : 'in'} one`;
}

function noun(what: string, count: number): string {
  return count === 1 ? what : `${what}s`;
}

function leak({ across }: Duplicates): string {
  return across > 0 ? `${noun('image', across)}; fer train --drop-duplicates keeps the held-out one` : '';
}

/** The first rows, counted from 0. */
function rowList(rows: readonly number[]): string {
  if (rows.length === 0) return '';
  return `${rows.length === 1 ? 'row' : 'rows'} ${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ', …' : ''}`;
}
