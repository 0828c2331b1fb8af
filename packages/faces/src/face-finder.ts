import * as tf from '@tensorflow/tfjs-core';
import { boxesOf } from './boxes-of';
import { distinctFaces } from './distinct-faces';
import type { Face } from './face';
import { STRIDE } from './face-net-shape';
import { netInput } from './net-input';
import { toBytes, type Picture } from './picture';
import { tinyFaceNet, type FaceNetWeights } from './tiny-face-net';

export interface FindOptions {
  /**
   * Side of the square that the picture is reduced to before the network sees it, in pixels, a multiple of 32 up to
   * 2048. Default 416. Smaller is faster (224 for video) and misses small faces.
   */
  size?: number;
  /** Faces that the network is less sure of are left out, 0..1. Default 0.5. */
  minScore?: number;
  signal?: AbortSignal;
}

/** A network that finds faces. It holds tensors until `dispose()`. */
export interface FaceFinder {
  /**
   * The faces in a picture, best first.
   *
   * @throws for a picture, size or score that is none, after `dispose()`, and `AbortError` when aborted
   */
  find(picture: Picture, options?: FindOptions): Promise<Face[]>;
  /** Frees the network. A second call does nothing. */
  dispose(): void;
}

/** Boxes of one face overlap by more than this; as in face-api.js. */
const MAX_OVERLAP = 0.4;

/**
 * Loads the network that finds faces: 190 kB that are imported when this is called; nothing is downloaded. It runs on
 * the backend that is current, which the application has chosen.
 *
 * @example
 * const finder = await loadFaceFinder();
 * const [face] = await finder.find({ data: imageData.data, shape: [imageData.height, imageData.width, 4] });
 * const crop = face && cropFace(picture, face.box); // { data, shape: [1, 48, 48, 1] }
 */
export async function loadFaceFinder(): Promise<FaceFinder> {
  // A module rather than a file beside the code: Node, bundlers and tests from source all find it the same way.
  const { base64, specs } = await import('../data/tiny-face-detector.js');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  let weights: FaceNetWeights | undefined = tf.io.decodeWeights(bytes.buffer, specs);

  return {
    async find(picture, { size = 416, minScore = 0.5, signal } = {}) {
      if (!weights) throw new Error('this face finder was disposed');
      if (!(Number.isInteger(size / STRIDE) && size > 0 && size <= 2048))
        throw new Error(`invalid size: ${size} (expected a multiple of ${STRIDE} up to 2048)`);
      if (!(minScore >= 0 && minScore <= 1)) throw new Error(`invalid minScore: ${minScore} (expected 0..1)`);
      signal?.throwIfAborted();
      const { data, scale } = netInput(toBytes(picture), size);
      const input = tf.tensor4d(data, [1, size, size, 3]);
      const output = tinyFaceNet(input, weights);
      input.dispose();
      try {
        const boxes = boxesOf(await output.data<'float32'>(), size / STRIDE, minScore);
        signal?.throwIfAborted();
        return distinctFaces(boxes, MAX_OVERLAP).map(({ box, score }) => ({
          box: {
            x: box.x * scale.x,
            y: box.y * scale.y,
            width: box.width * scale.x,
            height: box.height * scale.y,
          },
          score,
        }));
      } finally {
        output.dispose();
      }
    },
    dispose() {
      if (weights) tf.dispose(weights);
      weights = undefined;
    },
  };
}
