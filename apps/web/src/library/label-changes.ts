import type { LabelledImages } from '@fer/data';
import { hardLabels, nameRows, select } from '@fer/data';
import { indexedDbStore } from '@fer/models';
import { announceChange } from './changes';
import { openData } from './data-sets';
import { dataPlace } from './places';

/** What a person decided of one image, and on what ground. */
export interface LabelChange {
  /** Its row in the set, from 0. */
  index: number;
  /** Its name; `row N` where it has none. */
  id: string;
  split?: string;
  /** The name of its class in the set. */
  label: string;
  /** The class that it shall have; undefined where it shall be dropped. */
  newLabel?: string;
  /** What the model said, and how sure it was, 0..1. */
  predicted?: string;
  confidence?: number;
  /** Which model that was. */
  model?: string;
}

const ENTRY = 'changes.json';

/** What was decided of a set's images, by row. */
export async function readChanges(dataId: string): Promise<LabelChange[]> {
  const bytes = await indexedDbStore(dataPlace(dataId)).read(ENTRY);
  return bytes ? (JSON.parse(new TextDecoder().decode(bytes)) as LabelChange[]) : [];
}

let lastWrite: Promise<unknown> = Promise.resolve();

/** Adds decisions, each in place of an earlier one of the same image, or takes those of some rows back. */
export function changeLabels(
  dataId: string,
  { set = [], undo = [] }: { set?: readonly LabelChange[]; undo?: readonly number[] },
): Promise<LabelChange[]> {
  // One after the other: each reads what the one before it wrote.
  const write = lastWrite.then(async () => {
    const rows = new Map((await readChanges(dataId)).map((change) => [change.index, change]));
    for (const index of undo) rows.delete(index);
    for (const change of set) rows.set(change.index, change);
    const changes = [...rows.values()].sort((a, b) => a.index - b.index);
    await indexedDbStore(dataPlace(dataId)).write(ENTRY, new TextEncoder().encode(JSON.stringify(changes)));
    announceChange('data');
    return changes;
  });
  lastWrite = write.catch(() => undefined);
  return write;
}

/** The set with the decisions carried out. Images keep the names that they had, so that they are found again. */
export async function correctedData(dataId: string): Promise<LabelledImages> {
  const [data, changes] = await Promise.all([openData(dataId), readChanges(dataId)]);
  return applyChanges(data, changes);
}

export function applyChanges(data: LabelledImages, changes: readonly LabelChange[]): LabelledImages {
  const { classes } = data;
  const labels = hardLabels(data).slice();
  const labelWeights = data.labelWeights?.slice();
  const dropped = new Set<number>();
  for (const { index, newLabel } of changes) {
    if (newLabel === undefined) {
      dropped.add(index);
      continue;
    }
    const label = classes.indexOf(newLabel);
    if (label < 0) throw new Error(`unknown class: ${newLabel} (expected one of ${classes.join(', ')})`);
    labels[index] = label;
    // The votes that it had spoke for another class.
    labelWeights?.fill(0, index * classes.length, (index + 1) * classes.length);
    if (labelWeights) labelWeights[index * classes.length + label] = 1;
  }
  const kept = Array.from(labels.keys()).filter((row) => !dropped.has(row));
  return select({ ...nameRows(data), labels, ...(labelWeights && { labelWeights }) }, kept);
}
