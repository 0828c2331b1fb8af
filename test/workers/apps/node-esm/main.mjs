import { Worker } from 'node:worker_threads';
import { createModel } from '@fer/models';
import { evaluate, fit } from '@fer/train';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import * as tf from '@tensorflow/tfjs-core';
import { run } from '../run.mjs';

tf.env().set('PROD', true);
registerWasmTrainingKernels();
await tf.setBackend('wasm');
const startWorker = () => new Worker(new URL('./worker.mjs', import.meta.url));
console.log(JSON.stringify(await run({ createModel, fit, evaluate }, startWorker)));
