import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { registerWasmTrainingKernels } from '@fer/wasm-kernels';

/** In the order in which 'auto' tries them. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm'] as const;
export type BackendName = (typeof BACKENDS)[number];

const load: Record<BackendName, () => Promise<unknown>> = {
  webgpu: () => import('@tensorflow/tfjs-backend-webgpu'),
  webgl: () => import('@tensorflow/tfjs-backend-webgl'),
  async wasm() {
    // The threads of the backend itself die in a minified bundle; replicas in workers of ours are the threads here.
    tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    setWasmPaths({
      'tfjs-backend-wasm.wasm': plain,
      'tfjs-backend-wasm-simd.wasm': simd,
      'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd,
    });
    registerWasmTrainingKernels();
  },
};

/**
 * Starts a backend in this thread.
 *
 * @throws where this browser has not got it; the message says why.
 */
export async function startBackend(name: BackendName): Promise<void> {
  tf.env().set('PROD', true);
  await load[name]();
  if (!(await tf.setBackend(name)) || tf.getBackend() !== name)
    throw new Error(`${name} did not start in this browser`);
  await tf.ready();
}
