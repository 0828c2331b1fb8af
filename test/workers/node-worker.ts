/** A replica's thread in Node, from source: what the scaling bench and the tests start. */
import { parentPort } from 'node:worker_threads';
import { modelFromTopology } from '@fer/models';
import { serveReplicas } from '@fer/train';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';

serveReplicas(parentPort!, {
  async prepare() {
    tf.env().set('PROD', true);
    registerWasmTrainingKernels();
    await tf.setBackend('wasm');
  },
  build: modelFromTopology,
  now: () => performance.now(),
});
