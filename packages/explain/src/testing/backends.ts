import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe } from 'vitest';

/** Runs a suite on the plain cpu backend and on the stock wasm backend. */
export function onEveryBackend(suite: () => void): void {
  onBackend('cpu', suite);
  onBackend('wasm', suite);
}

/** Runs a suite on one of them. */
export function onBackend(backend: 'cpu' | 'wasm', suite: () => void): void {
  describe(`on ${backend}`, () => {
    beforeAll(async () => {
      if (!(await tf.setBackend(backend))) throw new Error(`backend '${backend}' does not start`);
    });
    suite();
  });
}
