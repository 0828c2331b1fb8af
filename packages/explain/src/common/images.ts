import * as tf from '@tensorflow/tfjs-core';

/** Images as plain data: `shape` is `[n, h, w, c]` (or whatever the model takes after `n`), row-major. */
export interface PlainBatch {
  data: Float32Array;
  shape: readonly number[];
}

/** A batch of images: plain data or a tensor (which stays the caller's). Values are what the model expects, mostly 0..1. */
export type ImageBatch = PlainBatch | tf.Tensor;

/** The inputs of a model: one batch, or for several inputs a list in the model's order or an object by input name. */
export type Images = ImageBatch | readonly ImageBatch[] | Readonly<Record<string, ImageBatch>>;

/** What a model says about one of its inputs; `null` sizes are free. */
export interface InputInfo {
  name: string;
  shape?: readonly (number | null)[];
}

/**
 * Reads the images into plain data, one batch an input, and checks them against what the model takes.
 * Throws when an input is missing, a shape does not fit, data and shape disagree or a value is not finite.
 */
export async function readImages(images: Images, inputs: readonly InputInfo[]): Promise<PlainBatch[]> {
  const given = listBatches(images, inputs);
  const batches: PlainBatch[] = [];
  for (const [i, batch] of given.entries()) batches.push(await readBatch(batch, inputs[i]));
  const n = batches[0].shape[0];
  for (const [i, { shape }] of batches.entries()) {
    if (shape[0] !== n) {
      throw new Error(`input '${inputs[i].name}' has ${shape[0]} images (expected ${n}, as the first input)`);
    }
  }
  return batches;
}

/** Rows `start..start+size` of a batch as a tensor; the caller disposes it. */
export function rowsToTensor({ data, shape }: PlainBatch, start: number, size: number): tf.Tensor {
  const row = rowSize(shape);
  return tf.tensor(data.slice(start * row, (start + size) * row), [size, ...shape.slice(1)], 'float32');
}

/** Values in one image: the product of all sizes but the first. */
export function rowSize(shape: readonly number[]): number {
  return shape.slice(1).reduce((a, b) => a * b, 1);
}

function isBatch(images: Images): images is ImageBatch {
  return images instanceof tf.Tensor || ('data' in images && 'shape' in images);
}

function listBatches(images: Images, inputs: readonly InputInfo[]): readonly ImageBatch[] {
  const names = inputs.map((input) => input.name).join(', ');
  if (images === null || typeof images !== 'object') {
    throw new Error(`invalid images: ${String(images)} (expected { data, shape } or a tensor)`);
  }
  const list: readonly ImageBatch[] = Array.isArray(images)
    ? (images as readonly ImageBatch[])
    : isBatch(images)
      ? [images]
      : inputs.map(({ name }) => {
          const batch = (images as Record<string, ImageBatch | undefined>)[name];
          if (!batch) throw new Error(`input '${name}' is missing (expected images for: ${names})`);
          return batch;
        });
  if (list.length !== inputs.length) {
    throw new Error(`${list.length} inputs given (expected ${inputs.length}: ${names})`);
  }
  return list;
}

async function readBatch(batch: ImageBatch, input: InputInfo): Promise<PlainBatch> {
  const { shape } = batch;
  const expected = input.shape && `[n, ${input.shape.slice(1).join(', ').replaceAll('null', '?')}]`;
  const fits =
    !input.shape ||
    (shape.length === input.shape.length &&
      input.shape.every((size, axis) => axis === 0 || size === null || size === shape[axis]));
  if (!fits || shape.length < 1 || shape.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new Error(
      `invalid images: shape [${shape.join(', ')}] (expected ${expected ?? '[n, h, w, c]'}${expected ? ` for input '${input.name}'` : ''})`,
    );
  }
  if (batch instanceof tf.Tensor) {
    return finite({ data: Float32Array.from(await batch.data()), shape: [...shape] });
  }
  const size = shape[0] * rowSize(shape);
  if (!(batch.data instanceof Float32Array) || batch.data.length !== size) {
    const is = batch.data as { constructor?: { name?: string }; length?: number } | undefined;
    throw new Error(
      `invalid images: data is ${is?.constructor?.name ?? 'missing'} of ${is?.length ?? 0} (expected a Float32Array of ${size} for shape [${shape.join(', ')}])`,
    );
  }
  return finite({ data: batch.data, shape: [...shape] });
}

function finite(batch: PlainBatch): PlainBatch {
  const wrong = batch.data.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return batch;
  const image = Math.floor(wrong / rowSize(batch.shape));
  throw new Error(`invalid images: ${batch.data[wrong]} in image ${image} (expected finite numbers)`);
}
