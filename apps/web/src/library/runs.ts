import { holdsRun, readRunRecord, storeRunFolder, type RunFolder, type RunRecord } from '@fer/experiments';
import { deleteIndexedDbStore, indexedDbStore, indexedDbStoreNames } from '@fer/models';
import { announceChange } from './changes';
import { idsOf, runPlace } from './places';
import { runsGoingOn } from './run-locks';

const RECORD = 'run.json';

export interface KeptRun {
  id: string;
  record: RunRecord;
}

/** A run folder in this browser. */
export const runFolder = (id: string): RunFolder => storeRunFolder(indexedDbStore(runPlace(id)));

/** The runs that this browser keeps, the latest first. A damaged one is left out; one that was left is `stopped`. */
export async function listRuns(): Promise<KeptRun[]> {
  const ids = idsOf('runs', await indexedDbStoreNames({ holding: RECORD }));
  const goingOn = await runsGoingOn();
  const runs = await Promise.all(
    ids.map(async (id) => {
      const record = await readRunRecord(runFolder(id)).catch(() => undefined);
      return record && { id, record: asItIs(record, goingOn.includes(id)) };
    }),
  );
  const startedAt = ({ record }: KeptRun) => record.startedAt ?? '';
  return runs.filter((run) => run !== undefined).sort((a, b) => startedAt(b).localeCompare(startedAt(a)));
}

/**
 * A run of this browser.
 *
 * @throws where there is none.
 */
export async function readRunOf(id: string): Promise<RunRecord> {
  const folder = runFolder(id);
  if (!(await holdsRun(folder)))
    throw new Error(`the run ${id} is not in this browser (train it again, or bring it in as a zip)`);
  return asItIs(await readRunRecord(folder), (await runsGoingOn()).includes(id));
}

/** A run whose thread has died still says that it is running. */
function asItIs(record: RunRecord, goesOn: boolean): RunRecord {
  return record.status === 'running' && !goesOn ? { ...record, status: 'stopped' } : record;
}

/**
 * Removes a run with its models.
 *
 * @throws while it is trained.
 */
export async function removeRun(id: string): Promise<void> {
  if ((await runsGoingOn()).includes(id))
    throw new Error('this run is going on (expected it to be stopped before it is removed)');
  await deleteIndexedDbStore(runPlace(id));
  announceChange('runs');
}
