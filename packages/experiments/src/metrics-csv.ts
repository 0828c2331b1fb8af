import type { EpochRecord } from '@fer/train';

const COLUMNS = [
  'epoch',
  'loss',
  'accuracy',
  'val_loss',
  'val_accuracy',
  'lr',
  'seconds',
  'val_balanced_accuracy',
  'val_macro_f1',
] as const;

/** Epoch records as CSV, a row an epoch; what was not measured stays empty. */
export function metricsCsv(records: EpochRecord[]): string {
  const rows = records.map((record) => COLUMNS.map((column) => record[column] ?? '').join(','));
  return `${[COLUMNS.join(','), ...rows].join('\n')}\n`;
}
