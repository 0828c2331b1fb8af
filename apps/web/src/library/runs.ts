import { readRunRecord, storeRunFolder, type RunFolder, type RunRecord } from '@fer/experiments';
import { deleteIndexedDbStore, indexedDbStore, indexedDbStoreNames } from '@fer/models';
import { announceChange } from './changes';
import { idsOf, runPlace } from './places';

export interface KeptRun {
  id: string;
  record: RunRecord;
}

/** A run folder in this browser. */
export const runFolder = (id: string): RunFolder => storeRunFolder(indexedDbStore(runPlace(id)));

/** The runs that this browser keeps, the latest first. A damaged one is left out. */
export async function listRuns(): Promise<KeptRun[]> {
  const ids = idsOf('runs', await indexedDbStoreNames({ holding: 'run.json' }));
  const runs = await Promise.all(
    ids.map(async (id) => {
      const record = await readRunRecord(runFolder(id)).catch(() => undefined);
      return record && { id, record };
    }),
  );
  const startedAt = ({ record }: KeptRun) => record.startedAt ?? '';
  return runs.filter((run) => run !== undefined).sort((a, b) => startedAt(b).localeCompare(startedAt(a)));
}

/** Removes a run with its models. */
export async function removeRun(id: string): Promise<void> {
  await deleteIndexedDbStore(runPlace(id));
  announceChange('runs');
}
