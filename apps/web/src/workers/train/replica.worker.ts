/** A thread that computes replicas for the thread that trains. */
import * as tf from '@tensorflow/tfjs-core';
import { modelFromTopology } from '@fer/models';
import { serveReplicas, type WorkerPort } from '@fer/train';
import { prepareWasm } from '../start-wasm';

serveReplicas(self as WorkerPort, {
  async prepare() {
    prepareWasm();
    if (!(await tf.setBackend('wasm'))) throw new Error('wasm did not start in a thread of replicas');
  },
  build: modelFromTopology,
  now: () => performance.now(),
});
