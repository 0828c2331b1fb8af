import { Worker } from 'node:worker_threads';
import type { WorkerPoolOptions } from '@fer/train';
import { physicalCores } from './physical-cores';

/** Backends that compute in the thread that calls them; the others have threads or a device of their own. */
const SINGLE_THREADED = ['wasm', 'cpu'];

/**
 * The threads for some work: as many as asked for, by default one a physical core, at most one for each of its
 * parts (a run's replicas); none where the backend has its own or one would be alone.
 */
export function replicaWorkers(
  backend: string,
  parts: number,
  wanted = physicalCores(),
): WorkerPoolOptions | undefined {
  const count = Math.min(wanted, parts);
  if (!SINGLE_THREADED.includes(backend) || count < 2) return undefined;
  return {
    count,
    start: () => new Worker(new URL('./replica-worker.js', import.meta.url), { workerData: { backend } }),
  };
}
