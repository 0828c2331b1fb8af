import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe } from 'vitest';

/** Runs a suite on the plain cpu backend and on the stock wasm backend. */
export function onEveryBackend(suite: () => void): void {
  describe.each(['cpu', 'wasm'])('on %s', (backend) => {
    beforeAll(async () => {
      if (!(await tf.setBackend(backend))) throw new Error(`backend '${backend}' does not start`);
    });
    suite();
  });
}
