import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import * as tf from '@tensorflow/tfjs-core';

/** Starts the wasm backend in one thread, in the page and in each worker alike: the threads are ours. */
export async function startWasm(): Promise<void> {
  tf.env().set('PROD', true);
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    // Never loaded, but all three have to be named.
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  registerWasmTrainingKernels();
  await tf.setBackend('wasm');
}
