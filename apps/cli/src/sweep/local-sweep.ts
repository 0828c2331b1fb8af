import { labelText, type Trial } from '@fer/experiments';
import { chooseBackend } from '../backend/choose-backend';
import { loadData } from '../load-data';
import { physicalCores } from '../physical-cores';
import { runInProcess } from './run-in-process';
import { runTrials } from './run-trials';
import { SweepDisplay } from './sweep-display';
import type { SweepFolder } from './sweep-folder';
import { lockHolder } from './trial-lock';
import { trialLock } from './trial-task';

export interface LocalSweepOptions {
  parallel: number;
  /** Threads of all trials together. */
  workers?: number;
  backend: string;
  cache?: boolean;
  command: string;
}

/** Runs the trials of a sweep in processes of this machine; when it ends, the folder holds the summary of all. */
export async function localSweep(
  folder: SweepFolder,
  { parallel, workers = physicalCores(), backend, cache, command }: LocalSweepOptions,
  signal: AbortSignal,
): Promise<void> {
  const results = await folder.read();
  const todo = folder.trials.filter((_, i) => results[i].status !== 'finished');
  const display = new SweepDisplay(results);
  const task = { out: folder.path, backend, cache, command, threads: threadsOfEach(workers, parallel) };
  try {
    if (todo.length > 0) await checkFirst(todo, { backend, cache, warn: display.print, signal });
    display.print(
      `${folder.name}: ${folder.trials.length} trials, ${folder.trials.length - todo.length} finished before, in ${folder.path}`,
    );
    await runTrials(todo, {
      parallel,
      signal,
      look: (trial) => folder.look(trial),
      isHeld: async (trial) => (await lockHolder(trialLock(folder.path, trial))) !== undefined,
      run: (trial) =>
        runInProcess(
          { ...task, trial },
          {
            signal,
            onEpoch: (epoch) => display.epoch(trial, epoch),
            onLine: (line) => display.line(trial, line),
          },
        ),
      onStart: (trial, before) => display.start(trial, before),
      onHeld: (trial) =>
        display.line(
          trial,
          `${labelText(trial.varied)} is being run by another sweep: waiting for its result`,
        ),
      onResult: (result) => {
        display.result(result);
        return folder.add(result);
      },
    });
  } finally {
    display.stop();
  }
}

/** At least one thread each. */
export function threadsOfEach(threads: number, parallel: number): number {
  return Math.max(1, Math.floor(threads / parallel));
}

interface CheckOptions {
  backend: string;
  cache?: boolean;
  warn: (message: string) => void;
  signal: AbortSignal;
}

/**
 * Starts the backend and reads the data once, so that what would end every trial ends none, and trials find the data in the cache.
 *
 * @throws as these do, with what the user can put right.
 */
async function checkFirst(
  trials: readonly Trial[],
  { backend, cache, warn, signal }: CheckOptions,
): Promise<void> {
  await chooseBackend(backend, { warn });
  const sources = new Map(trials.map(({ spec }) => [spec.data.source, spec.data.skipBadRows]));
  for (const [source, skipBadRows] of sources) await loadData(source, { signal, cache, skipBadRows });
}
