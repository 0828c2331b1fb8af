import type { LabelledImages } from '@fer/data';
import { indexedDbStore } from '@fer/models';
import { applyChanges, type LabelChange } from './apply-changes';
import { announceChange } from './changes';
import { openData } from './data-sets';
import { dataPlace } from './places';

export type { LabelChange };

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

/** The set with the decisions carried out. */
export async function correctedData(dataId: string): Promise<LabelledImages> {
  const [data, changes] = await Promise.all([openData(dataId), readChanges(dataId)]);
  return applyChanges(data, changes);
}
