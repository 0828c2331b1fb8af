/* global __dirname, console */
const { join } = require('node:path');
const { Worker } = require('node:worker_threads');
const { createModel } = require('@fer/models');
const { evaluate, fit } = require('@fer/train');
const { registerWasmTrainingKernels } = require('@fer/wasm-kernels');
const tf = require('@tensorflow/tfjs-core');

async function main() {
  tf.env().set('PROD', true);
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
  const startWorker = () => new Worker(join(__dirname, 'worker.cjs'));
  const { run } = await import('../run.mjs');
  console.log(JSON.stringify(await run({ createModel, fit, evaluate }, startWorker)));
}
void main();
