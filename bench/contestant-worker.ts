/** A thread of a contestant. */
import { parentPort, workerData } from 'node:worker_threads';
import { modelFromTopology } from '@fer/models';
import { serveReplicas } from '@fer/train';
import type { ContestantSpec } from './contestant-protocol';
import { useKernels } from './use-kernels';

if (parentPort === null) throw new Error('this script runs in a worker thread only');
serveReplicas(parentPort, {
  prepare: () => useKernels(workerData as ContestantSpec),
  build: modelFromTopology,
});
