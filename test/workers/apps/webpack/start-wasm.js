import { registerWasmTrainingKernels } from '@fer/wasm-kernels';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';

const plain = new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm', import.meta.url).href;
const simd = new URL('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm', import.meta.url).href;

/** Starts the wasm backend in one thread, in the page and in each worker alike: the threads are ours. */
export async function startWasm() {
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
