import type { LabelChange } from '../../library/label-changes';

const COLUMNS = [
  'index',
  'id',
  'split',
  'label',
  'change',
  'new_label',
  'predicted',
  'confidence',
  'model',
] as const;

/** The decisions as rows: `change` is `relabel` or `drop`. */
function rowsOf(changes: readonly LabelChange[]): Record<(typeof COLUMNS)[number], string | number>[] {
  return changes.map(({ index, id, split, label, newLabel, predicted, confidence, model }) => ({
    index,
    id,
    split: split ?? '',
    label,
    change: newLabel === undefined ? 'drop' : 'relabel',
    new_label: newLabel ?? '',
    predicted: predicted ?? '',
    confidence: confidence === undefined ? '' : Number(confidence.toPrecision(6)),
    model: model ?? '',
  }));
}

/** As CSV with a header, RFC 4180. */
export function changesCsv(changes: readonly LabelChange[]): string {
  const lines = rowsOf(changes).map((row) => COLUMNS.map((name) => cell(row[name])).join(','));
  return [COLUMNS.join(','), ...lines, ''].join('\n');
}

/** As JSON that says which set it is of. */
export function changesJson(changes: readonly LabelChange[], data: { id: string; name: string }): string {
  return `${JSON.stringify({ data, changes: rowsOf(changes) }, null, 2)}\n`;
}

function cell(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
