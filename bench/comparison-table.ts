import type { Contestant } from './contestants';

/** What a contestant came to with one net. */
export interface Result {
  contestant: Contestant;
  batch: number;
  /** Images a second, a number a round; empty where it was not asked. */
  train: number[];
  predict: number[];
  /** Megabytes, at the most. */
  peak: number;
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The median of the ratios round by round: what slows a round of both alike drops out. One round of one is held against the other's median. */
function ratio(a: number[], b: number[]): number | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  return a.length === b.length ? median(a.map((value, round) => value / b[round])) : median(a) / median(b);
}

const cell = (value: number | undefined) =>
  value === undefined
    ? '–'
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value.toPrecision(2);
const rate = (values: number[]) => (values.length > 0 ? cell(median(values)) : '–');

/** A markdown table of one net's results: medians of the rounds, and ratios. */
export function comparisonTable(results: Result[]): string {
  const find = (name: string) => results.find(({ contestant }) => contestant.name === name);
  const rows = results.map((result) => {
    const { contestant, batch, train, predict, peak } = result;
    const peer = find(`torch-${contestant.threads}`) ?? { train: [], predict: [] };
    const stock = find('stock')?.predict ?? [];
    // The peer of a replica's single thread predicts like it.
    const forward =
      predict.length > 0 ? predict : contestant.name === 'ours-1w' ? (find('ours')?.predict ?? []) : [];
    return [
      contestant.label,
      `${batch}`,
      rate(train),
      cell(ratio(train, peer.train)),
      cell(ratio(train, stock)),
      rate(predict),
      cell(ratio(predict, peer.predict)),
      cell(ratio(predict, stock)),
      cell(ratio(forward, train)),
      `${peak} MB`,
    ];
  });
  const head = [
    'contestant',
    'batch',
    'train, images/s',
    '/ PyTorch',
    '/ stock forward',
    'predict, images/s',
    '/ PyTorch',
    '/ stock forward',
    'step / own forward',
    'peak memory',
  ];
  return [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
