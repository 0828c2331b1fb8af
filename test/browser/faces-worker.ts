import '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgpu';
import { cropFace, loadFaceFinder, type Face } from '@fer/faces';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmBinaries } from './wasm-binaries';

setWasmBinaries();

export interface LookForFaces {
  backend: string;
  pixels: number[];
  shape: [number, number, number];
  size: number;
}

export interface FoundFaces {
  faces: Face[];
  /** The best face, 48 x 48. */
  crop: number[];
  /** Tensors that were not there before the finder. */
  left: number;
}

/** Nothing where there is no such device. */
async function find({ backend, pixels, shape, size }: LookForFaces): Promise<FoundFaces | undefined> {
  if (!(await tf.setBackend(backend).catch(() => false))) return undefined;
  const before = tf.memory().numTensors;
  const finder = await loadFaceFinder();
  const picture = { data: Uint8Array.from(pixels), shape };
  const faces = await finder.find(picture, { size });
  finder.dispose();
  const crop = [...cropFace(picture, faces[0].box).data];
  return { faces, crop, left: tf.memory().numTensors - before };
}

addEventListener('message', ({ data }: MessageEvent<LookForFaces>) => {
  find(data).then(
    (found) => postMessage({ found }),
    (error: unknown) => postMessage({ failed: String(error) }),
  );
});
