import * as tf from '@tensorflow/tfjs-core';
import { readImages, rowSize, rowsToTensor, type Images, type PlainBatch } from '../common/images';
import { repeatRows } from '../common/path-points';
import type { Prepared } from '../common/prepare';
import { gaussians, seededRandom } from '../common/random';
import type { Range } from '../common/samples';
import { imageList } from '../common/warnings';

/** The size of noise: in units of the input, or as a share of each image's own range (largest minus smallest value). */
export type NoiseLevel = number | { ofRange: number };

export interface NoiseOptions {
  /** How many noisy copies of each image. */
  samples?: number;
  /** Standard deviation of the noise. */
  stdev?: NoiseLevel;
  /**
   * The noise itself, `[samples, h, w, c]` (of several inputs one batch each), added to every image as it is, in place of
   * the seeded one; `stdev` then has no part.
   */
  noise?: Images;
  seed?: number;
}

/** Noise to add to images, the same for all of them but for its size. */
export interface Noise {
  samples: number;
  /** The noisy copies of a block of images `xs`, sample by sample: `[samples * images, ...]`. Call inside a tidy. */
  copies: (xs: tf.Tensor[], images: Range, samples: Range) => tf.Tensor[];
  /** What decided it, for the provenance. */
  settings: Record<string, unknown>;
  warnings: string[];
}

/**
 * Noise as the options say: given, or normally distributed numbers that depend on the seed, the input and the sample
 * alone. `defaults` are those of the method.
 */
export async function readNoise(
  { samples, stdev, noise, seed = 0 }: NoiseOptions,
  { inputs, subject }: Prepared,
  defaults: { samples: number; stdev: NoiseLevel },
): Promise<Noise> {
  checkSamples(samples);
  if (noise !== undefined) {
    const infos = subject.inputs.map(({ name }, i) => ({ name, shape: [null, ...inputs[i].shape.slice(1)] }));
    const given = await readImages(noise, infos, 'noise');
    const count = given[0].shape[0];
    if (samples !== undefined && samples !== count)
      throw new Error(`invalid noise: ${count} samples (expected ${samples}, as samples says)`);
    const copies = (xs: tf.Tensor[], _: Range, part: Range) =>
      xs.map((x, i) => addedNoise(x, rowsToTensor(given[i], part.start, part.size)));
    return { samples: count, copies, settings: { samples: count, stdev: undefined, noise }, warnings: [] };
  }
  const count = samples ?? defaults.samples;
  const level = stdev ?? defaults.stdev;
  const sizes = inputs.map((batch) => noiseSizes(batch, level));
  const draw = noiseOf(inputs, seed);
  const isStill = sizes.every((of) => of.every((size) => size === 0));
  const copies = (xs: tf.Tensor[], { start, size }: Range, part: Range) => {
    if (isStill) return xs.map((x) => repeatRows(x, part.size));
    const drawn = draw(part);
    return xs.map((x, i) => addedNoise(x, drawn(i), sizes[i].subarray(start, start + size)));
  };
  return {
    samples: count,
    copies,
    settings: { samples: count, stdev: level, seed },
    warnings: flat(sizes, level),
  };
}

/** `x` `[n, ...]` plus each row of `noise` `[samples, ...]`, times the image's `sizes`: `[samples * n, ...]`. */
function addedNoise(x: tf.Tensor, noise: tf.Tensor, sizes?: Float32Array): tf.Tensor {
  const [n, ...rest] = x.shape;
  const samples = noise.shape[0];
  const column = tf.reshape(noise, [samples, 1, -1]);
  const scaled = sizes ? tf.mul(column, tf.tensor3d(sizes, [1, n, 1])) : column;
  return tf.reshape(tf.add(tf.reshape(x, [1, n, -1]), scaled), [samples * n, ...rest]);
}

/** Standard normal noise of a block of samples; the last block is kept, as every block of images needs it. */
function noiseOf(
  inputs: readonly PlainBatch[],
  seed: number,
): (samples: Range) => (input: number) => tf.Tensor {
  let last: { start: number; size: number; rows: PlainBatch[] } | undefined;
  return ({ start, size }) => {
    if (last?.start !== start || last.size !== size) {
      const rows = inputs.map(({ shape }, input) => {
        const row = rowSize(shape);
        const data = new Float32Array(size * row);
        for (let s = 0; s < size; s++)
          data.set(gaussians(row, seededRandom(seed, input, start + s)), s * row);
        return { data, shape: [size, ...shape.slice(1)] };
      });
      last = { start, size, rows };
    }
    const { rows } = last;
    return (input) => rowsToTensor(rows[input], 0, size);
  };
}

/** The noise's standard deviation for every image. */
function noiseSizes({ data, shape }: PlainBatch, level: NoiseLevel): Float32Array {
  const factor = typeof level === 'number' ? level : (level as { ofRange?: unknown } | null)?.ofRange;
  if (typeof factor !== 'number' || !(factor >= 0) || factor === Infinity) {
    const given = typeof level === 'number' ? level : JSON.stringify(level);
    throw new Error(`invalid stdev: ${given} (expected a number from 0, or { ofRange: a number from 0 })`);
  }
  const size = rowSize(shape);
  return Float32Array.from({ length: shape[0] }, (_, image) => {
    if (typeof level === 'number') return factor;
    let low = Infinity;
    let high = -Infinity;
    for (let k = image * size; k < (image + 1) * size; k++) {
      low = Math.min(low, data[k]);
      high = Math.max(high, data[k]);
    }
    return factor * (high - low);
  });
}

/** Says which images got no noise because they have no range. */
function flat(sizes: readonly Float32Array[], level: NoiseLevel): string[] {
  if (typeof level === 'number' || level.ofRange === 0) return [];
  const images = Array.from(sizes[0].keys()).filter((image) => sizes.every((of) => of[image] === 0));
  if (images.length === 0) return [];
  return [`no noise was added to ${imageList(images)}, of one value throughout (give stdev as a number)`];
}

function checkSamples(samples: number | undefined): void {
  if (samples !== undefined && (!Number.isInteger(samples) || samples < 1))
    throw new Error(`invalid samples: ${samples} (expected a whole number from 1)`);
}
