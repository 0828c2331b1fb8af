const { parentPort } = require('node:worker_threads');
const { modelFromTopology } = require('@fer/models');
const { serveReplicas } = require('@fer/train');
const { registerWasmTrainingKernels } = require('@fer/wasm-kernels');
const tf = require('@tensorflow/tfjs-core');

serveReplicas(parentPort, {
  async prepare() {
    tf.env().set('PROD', true);
    registerWasmTrainingKernels();
    await tf.setBackend('wasm');
  },
  build: modelFromTopology,
});
