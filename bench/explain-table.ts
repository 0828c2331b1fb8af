import { median } from './comparison-table';
import { CAPTUM } from './explain-methods';

/** What a process came to with one method and batch size, a number a round. */
export interface MethodTimes {
  /** Milliseconds of the batch. */
  ms: number[];
  /** Of a forward pass of the same batch. */
  forward: number[];
}

/** One method and batch size: the times by contestant, `ours`, `stock` and `torch`. */
export interface MethodRow {
  method: string;
  batch: number;
  times: Record<string, MethodTimes | undefined>;
}

const cell = (value: number | undefined) => {
  if (value === undefined || !Number.isFinite(value)) return '–';
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toPrecision(2);
};

/** Medians of the rounds; what is divided is divided round by round. */
const ofRounds = (a: number[] | undefined, b?: number[]) =>
  a && a.length > 0 && (!b || b.length > 0)
    ? median(a.map((value, round) => value / (b ? (b[round] ?? NaN) : 1)))
    : undefined;

/** A markdown table of all rows of one batch size. */
export function explainTable(rows: readonly MethodRow[]): string {
  const head = [
    'method',
    'ours, ms',
    'stock, ms',
    'PyTorch, ms',
    'ours / forward',
    'stock / forward',
    'Captum / forward',
    'ours / PyTorch',
    'ours / Captum',
  ];
  const body = rows.map(({ method, batch, times: { ours, stock, torch } }) => {
    const figure = CAPTUM[method]?.[batch];
    // Captum is not there to be run: its figure times the forward pass that PyTorch has taken here and now.
    const captum = figure ? torch?.forward.map((ms) => ms * figure) : undefined;
    return [
      method,
      cell(ofRounds(ours?.ms)),
      cell(ofRounds(stock?.ms)),
      cell(ofRounds(torch?.ms)),
      cell(ofRounds(ours?.ms, ours?.forward)),
      cell(ofRounds(stock?.ms, stock?.forward)),
      figure ? `${figure}` : '–',
      cell(torch && ofRounds(ours?.ms, torch.ms)),
      cell(captum && ofRounds(ours?.ms, captum)),
    ];
  });
  return [head, head.map((_, i) => (i === 0 ? '---' : '--:')), ...body]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
