import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { fetchReferences } from '@fer/fixtures/browser';
import * as tf from '@tensorflow/tfjs-core';
import { runReferences } from './run-references';
import { setWasmBinaries } from './wasm-binaries';

setWasmBinaries();
// Small tensors would be computed on the processor: here it is the device that is to be tested.
tf.env().set('WEBGL_CPU_FORWARD', false);
tf.env().set('WEBGPU_CPU_FORWARD', false);

declare global {
  interface Window {
    runReferences: typeof runReferences;
  }
}
window.runReferences = async (backend, options) => {
  await fetchReferences(['captum', 'cam', 'model', 'inputs'].flatMap((kind) => [`${kind}.A`, `${kind}.C`]));
  return runReferences(backend, options);
};
