import * as tf from '@tensorflow/tfjs-core';
import { readImages, rowSize, type ImageBatch, type InputInfo, type PlainBatch } from '../common/images';
import { seededRandom } from '../common/random';
import { pictureSize } from './picture-size';

/** Where pictures start: seeded noise around grey, plain grey, or given images (one for all or one each). */
export type PictureStart = 'noise' | 'grey' | ImageBatch;

/** Pictures to start from, 0..1 standing for the range. */
export interface StartPictures extends PlainBatch {
  /** Nothing but noise around grey. */
  isNoise: boolean;
}

/** How far noise lies from grey, to either side. */
const noiseSize = 0.1;

/**
 * `n` pictures to start from, 0..1 standing for `range`; noise is the same for each unless `noiseOf` differs, so that only
 * what is maximised tells them apart. Throws where a given image leaves the range.
 */
export async function startPictures(
  init: PictureStart,
  {
    n,
    seed,
    range,
    input,
    size,
    noiseOf = () => 0,
  }: {
    n: number;
    seed: number;
    range: readonly [number, number];
    input: InputInfo;
    size?: readonly number[];
    /** Which noise of the seed a picture has. */
    noiseOf?: (picture: number) => number;
  },
): Promise<StartPictures> {
  if (typeof init !== 'string') {
    const images = withinRange(await readImages(init, [input], 'init'), range);
    return { ...repeat(images, n), isNoise: false };
  }
  if (init !== 'noise' && init !== 'grey') {
    throw new Error(`invalid init: '${String(init)}' (expected 'noise', 'grey' or images)`);
  }
  const shape = pictureSize(input, size);
  const length = shape.reduce((a, b) => a * b, 1);
  const data = new Float32Array(n * length).fill(0.5);
  if (init === 'grey') return { data, shape: [n, ...shape], isNoise: false };
  for (let picture = 0; picture < n; picture++) {
    const which = noiseOf(picture);
    const random = which === 0 ? seededRandom(seed) : seededRandom(seed, which);
    for (let i = picture * length; i < (picture + 1) * length; i++) {
      data[i] = 0.5 + noiseSize * (2 * random() - 1);
    }
  }
  return { data, shape: [n, ...shape], isNoise: true };
}

/** Rounding of a preprocessing may leave the range by this much of it. */
const tolerance = 1e-3;

function withinRange(batches: PlainBatch[], [low, high]: readonly [number, number]): PlainBatch[] {
  return batches.map(({ data, shape }) => {
    const scaled = data.map((value) => (value - low) / (high - low));
    const outside = scaled.findIndex((value) => !(value >= -tolerance && value <= 1 + tolerance));
    if (outside >= 0)
      throw new Error(`invalid init: value ${data[outside]} (expected within the range ${low}..${high})`);
    return { data: scaled, shape };
  });
}

function repeat([batch]: PlainBatch[], n: number): PlainBatch {
  const { data, shape } = batch;
  if (shape.length !== 4)
    throw new Error(`invalid init: shape [${shape.join(', ')}] (expected [n, h, w, c])`);
  if (shape[0] === n) return batch;
  if (shape[0] !== 1) throw new Error(`invalid init: ${shape[0]} images (expected 1 or ${n})`);
  const size = rowSize(shape);
  const repeated = new Float32Array(n * size);
  for (let i = 0; i < n; i++) repeated.set(data, i * size);
  return { data: repeated, shape: [n, ...shape.slice(1)] };
}

/** Gradient scaled to a mean square of 1 a picture, so that a step has the same size in every layer; 0 stays 0. */
export function normalizeGradient(gradient: tf.Tensor): tf.Tensor {
  const meanSquare = tf.mean(tf.square(gradient), [1, 2, 3], true);
  return tf.div(gradient, tf.maximum(tf.sqrt(meanSquare), 1e-12));
}
