import {
  readRunRecord,
  runExperiment,
  type ExperimentSpec,
  type RunEvent,
  type RunRecord,
} from '@fer/experiments';
import { announceChange } from '../../library/changes';
import { openData } from '../../library/data-sets';
import { dataIdOf } from '../../library/parts';
import { withRunLock } from '../../library/run-locks';
import { runFolder } from '../../library/runs';
import { BACKENDS, startBackend, type BackendName } from '../start-backend';
import { browserEnvironment } from './environment';
import { pausing } from './pausing';

export interface RunSetup {
  id: string;
  /** Left out to go on with the run of this id as it was begun. */
  begin?: {
    spec: ExperimentSpec;
    /** The id of the data set that the spec names. */
    dataId: string;
    backend: BackendName;
  };
  /** Threads for replicas, of wasm. */
  workers: number;
}

/** Milliseconds between two events of progress. */
const EVERY = 200;

/**
 * Trains in this thread, into a run folder of this browser.
 *
 * @throws `AbortError` when stopped: what was finished stays, and the run can go on from there.
 */
export async function trainHere(
  { id, begin, workers }: RunSetup,
  signal: AbortSignal,
  onEvent: (event: RunEvent) => unknown,
): Promise<RunRecord> {
  return withRunLock(id, async () => {
    const folder = runFolder(id);
    const { spec, dataId, backend } = begin ?? asBegun(await readRunRecord(folder));
    const data = await openData(dataId);
    await startBackend(backend);
    const hold = pausing();
    try {
      return await runExperiment(spec, data, folder, {
        environment: browserEnvironment(spec, backend, workers),
        resume: begin === undefined,
        signal,
        hold,
        onEvent: telling(onEvent),
      });
    } finally {
      announceChange('runs');
    }
  });
}

/** @throws where the run was begun on a backend that browsers have not. */
function asBegun(record: RunRecord): NonNullable<RunSetup['begin']> {
  const backend = BACKENDS.find((name) => name === record.backend);
  if (backend === undefined)
    throw new Error(
      `this run was begun on ${record.backend} (expected one of ${BACKENDS.join(', ')}: another backend rounds otherwise)`,
    );
  return { spec: record.spec, dataId: dataIdOf(record), backend };
}

/** Tells all but what would be too often. */
function telling(onEvent: (event: RunEvent) => unknown): (event: RunEvent) => void {
  let last = -Infinity;
  return (event) => {
    if (event.type === 'progress' || event.type === 'step') {
      const now = performance.now();
      if (now - last < EVERY) return;
      last = now;
    }
    void onEvent(event);
    if (event.type === 'epoch' || event.type === 'data') announceChange('runs');
  };
}
