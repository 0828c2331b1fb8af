import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Environment } from '@fer/experiments';

/** Backends that compute in the thread that calls them; the others have threads or a device of their own. */
const SINGLE_THREADED = ['wasm', 'cpu'];

/**
 * The threads for a run's replicas: as many as asked for, by default one a core, at most one a replica; none where
 * the backend has its own or one would be alone.
 */
export function replicaWorkers(
  backend: string,
  replicas: number,
  wanted = availableParallelism(),
): Environment['workers'] {
  const count = Math.min(wanted, replicas);
  if (!SINGLE_THREADED.includes(backend) || count < 2) return undefined;
  return {
    count,
    start: () => new Worker(new URL('./replica-worker.js', import.meta.url), { workerData: { backend } }),
  };
}
