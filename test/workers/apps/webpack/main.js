/* global Worker */
import { createModel } from '@fer/models';
import { evaluate, fit } from '@fer/train';
import { run } from '../run.mjs';
import { startWasm } from './start-wasm.js';

const startWorker = () => new Worker(new URL('./worker.js', import.meta.url));

globalThis.start = async () => {
  await startWasm();
  return run({ createModel, fit, evaluate }, startWorker);
};
