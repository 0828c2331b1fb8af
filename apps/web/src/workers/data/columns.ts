import { hardLabels } from '@fer/data';
import { openData, WHOLE } from '../../library/data-sets';

/** Label and part of every image of a set: what is needed to choose among them. */
export interface Columns {
  count: number;
  classes: string[];
  /** Undefined where there are none. */
  labels?: Uint8Array;
  parts: string[];
  /** Each image's index in `parts`. */
  partOf: Uint16Array;
}

export async function columnsOf(id: string): Promise<Columns> {
  const data = await openData(id);
  const { shape, classes, labels, labelWeights, splits } = data;
  const [count] = shape;
  const parts = splits ? [...new Set(splits)] : [WHOLE];
  const places = new Map(parts.map((name, i) => [name, i]));
  const partOf = Uint16Array.from({ length: count }, (_, row) => (splits ? places.get(splits[row])! : 0));
  return { count, classes, parts, partOf, ...((labels || labelWeights) && { labels: hardLabels(data) }) };
}

/** What images are called, by the set or else by their row. */
export async function namesOf(id: string, rows: readonly number[]): Promise<string[]> {
  const { ids } = await openData(id);
  return rows.map((row) => ids?.[row] ?? `row ${row}`);
}

/** The part that each image belongs to, where there are any. */
export async function splitsOf(id: string, rows: readonly number[]): Promise<(string | undefined)[]> {
  const { splits } = await openData(id);
  return rows.map((row) => splits?.[row]);
}
