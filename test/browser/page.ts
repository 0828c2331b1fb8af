import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { readFer } from '@fer/data';
import { readPictures, type Pictures } from './read-pictures';
import { trainTiny, type TinyRun } from './train-tiny';

setWasmPaths({
  'tfjs-backend-wasm.wasm': plain,
  'tfjs-backend-wasm-simd.wasm': simd,
  'tfjs-backend-wasm-threaded-simd.wasm': threadedSimd,
});

declare global {
  interface Window {
    trainTiny: () => Promise<TinyRun>;
    readPictures: (bytes: number[]) => Promise<Pictures>;
  }
}
window.trainTiny = trainTiny;
window.readPictures = (bytes) => readPictures(readFer, bytes);
