import { parentPort } from 'node:worker_threads';
import { modelFromTopology } from '@fer/models';
import { serveReplicas } from '@fer/train';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';

serveReplicas(parentPort, {
  async prepare() {
    tf.env().set('PROD', true);
    registerWasmTrainingKernels();
    await tf.setBackend('wasm');
  },
  build: modelFromTopology,
});
