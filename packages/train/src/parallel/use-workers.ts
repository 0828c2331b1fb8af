import type * as tfl from '@tensorflow/tfjs-layers';
import { WorkerPool } from './worker-pool';
import type { WorkerPort } from './worker-port';

export interface WorkersOptions {
  /**
   * How many threads compute, or threads that are already open; it changes nothing but the time. Default: with
   * `startWorker` one a processor that the platform tells of, else 0: this thread.
   */
  workers?: number | WorkerPool;
  /** Starts a thread whose script calls `serveReplicas`. */
  startWorker?: () => WorkerPort;
}

/**
 * Lends `use` the threads that the options ask for, at most `useful` of them, with the model built in each, and ends
 * those that it started. Without threads `use` gets `undefined`.
 */
export async function useWorkers<T>(
  model: tfl.LayersModel,
  { workers, startWorker }: WorkersOptions,
  useful: number,
  use: (pool: WorkerPool | undefined) => Promise<T>,
): Promise<T> {
  const opened = await openWorkers(model, { workers, startWorker }, useful);
  try {
    return await use(opened.pool);
  } finally {
    opened.release();
  }
}

/** See `useWorkers`; `release` ends the threads that were started for this. */
export async function openWorkers(
  model: tfl.LayersModel,
  { workers, startWorker }: WorkersOptions,
  useful = Infinity,
): Promise<{ pool: WorkerPool | undefined; release: () => void }> {
  const given = workers instanceof WorkerPool;
  const pool = given ? workers : startPool(workers ?? defaultCount(startWorker), startWorker, useful);
  const release = () => {
    if (!given) pool?.close();
  };
  try {
    await pool?.askAll({ type: 'build', topology: model.toJSON(null, false) as object });
  } catch (error) {
    release();
    throw error;
  }
  return { pool, release };
}

function startPool(count: number, start: (() => WorkerPort) | undefined, useful: number) {
  if (!Number.isInteger(count) || count < 0)
    throw new Error(`invalid workers: ${count} (expected an integer >= 0)`);
  if (count === 0) return undefined;
  if (start === undefined)
    throw new Error(`workers: ${count} without startWorker (expected a function that starts one)`);
  return new WorkerPool({ count: Math.min(count, useful), start });
}

/** Logical processors where the platform has a `navigator`: browsers, Node from 21 on. */
function defaultCount(start: unknown): number {
  if (start === undefined) return 0;
  const { navigator } = globalThis as { navigator?: { hardwareConcurrency?: number } };
  return navigator?.hardwareConcurrency ?? 1;
}
