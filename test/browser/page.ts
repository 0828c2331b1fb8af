import { readFer } from '@fer/data';
import { readPictures, type Pictures } from './read-pictures';
import { trainTiny, type TinyRun } from './train-tiny';
import { setWasmBinaries } from './wasm-binaries';

setWasmBinaries();

declare global {
  interface Window {
    trainTiny: () => Promise<TinyRun>;
    readPictures: (bytes: number[]) => Promise<Pictures>;
  }
}
window.trainTiny = trainTiny;
window.readPictures = (bytes) => readPictures(readFer, bytes);
