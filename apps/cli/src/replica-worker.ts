/** The thread that computes replicas of a training run: the same backend as the main one, no user interface. */
import { parentPort, workerData } from 'node:worker_threads';
import * as tf from '@tensorflow/tfjs-core';
import { modelFromTopology } from '@fer/models';
import { serveReplicas } from '@fer/train';
import { chooseBackend } from './backend/choose-backend';

if (parentPort === null) throw new Error('this script runs in a worker thread only');
serveReplicas(parentPort, {
  prepare() {
    tf.env().set('PROD', true);
    return chooseBackend((workerData as { backend: string }).backend);
  },
  build: modelFromTopology,
  now: () => performance.now(),
});
