import { createModel } from '@fer/models';
import { evaluate, fit } from '@fer/train';
import { run } from '../run.mjs';
import { startWasm } from './start-wasm';

const startWorker = () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });

Object.assign(globalThis, {
  async start() {
    await startWasm();
    return run({ createModel, fit, evaluate }, startWorker);
  },
});
