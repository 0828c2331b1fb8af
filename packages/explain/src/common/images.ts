import * as tf from '@tensorflow/tfjs-core';

/** Images as plain data: `shape` is `[n, h, w, c]` (or whatever the model takes after `n`), row-major. */
export interface PlainBatch {
  data: Float32Array;
  shape: readonly number[];
}

/** As {@link PlainBatch}, of whole numbers: words by their indices. Not of bytes, which mostly are pixels of 0..255. */
export interface IndexBatch {
  data: Int32Array | Uint32Array | Int16Array | Uint16Array;
  shape: readonly number[];
}

/** A batch of images: plain data or a tensor (which stays the caller's). Values are what the model expects, mostly 0..1. */
export type ImageBatch = PlainBatch | IndexBatch | tf.Tensor;

/** The inputs of a model: one batch, or for several inputs a list in the model's order or an object by input name. */
export type Images = ImageBatch | readonly ImageBatch[] | Readonly<Record<string, ImageBatch>>;

/** What a model says about one of its inputs; `null` sizes are free. */
export interface InputInfo {
  name: string;
  shape?: readonly (number | null)[];
}

/**
 * Reads the images into plain data, one batch an input, and checks them against what the model takes. `what` they are
 * is named in errors: `'images'` or an option.
 * Throws when an input is missing, a shape does not fit, data and shape disagree or a value is not finite.
 */
export async function readImages(
  images: Images,
  inputs: readonly InputInfo[],
  what = 'images',
): Promise<PlainBatch[]> {
  const given = listBatches(images, inputs, what);
  const batches: PlainBatch[] = [];
  for (const [i, batch] of given.entries()) batches.push(await readBatch(batch, inputs[i], what));
  const n = batches[0].shape[0];
  for (const [i, { shape }] of batches.entries()) {
    if (shape[0] !== n) {
      const of = what === 'images' ? '' : `invalid ${what}: `;
      throw new Error(
        `${of}input '${inputs[i].name}' has ${shape[0]} images (expected ${n}, as the first input)`,
      );
    }
  }
  return batches;
}

/** Rows `start..start+size` of a batch as a tensor; the caller disposes it. */
export function rowsToTensor({ data, shape }: PlainBatch, start: number, size: number): tf.Tensor {
  const row = rowSize(shape);
  return tf.tensor(data.slice(start * row, (start + size) * row), [size, ...shape.slice(1)], 'float32');
}

/** The values of one image of a batch: a view, not a copy. */
export function rowOf({ data, shape }: PlainBatch, image: number): Float32Array {
  const size = rowSize(shape);
  return data.subarray(image * size, (image + 1) * size);
}

/** Values in one image: the product of all sizes but the first. */
export function rowSize(shape: readonly number[]): number {
  return shape.slice(1).reduce((a, b) => a * b, 1);
}

function isBatch(images: Images): images is ImageBatch {
  return images instanceof tf.Tensor || ('data' in images && 'shape' in images);
}

function listBatches(images: Images, inputs: readonly InputInfo[], what: string): readonly ImageBatch[] {
  if (images === null || typeof images !== 'object') throw notImages(images, what);
  const names = inputs.map((input) => input.name).join(', ');
  const list: readonly ImageBatch[] = Array.isArray(images)
    ? (images as readonly ImageBatch[])
    : isBatch(images)
      ? [images]
      : batchesByName(images as Record<string, ImageBatch | undefined>, inputs, what);
  if (list.length !== inputs.length) {
    const of = what === 'images' ? '' : `invalid ${what}: `;
    throw new Error(`${of}${list.length} inputs given (expected ${inputs.length}: ${names})`);
  }
  return list;
}

function batchesByName(
  images: Record<string, ImageBatch | undefined>,
  inputs: readonly InputInfo[],
  what: string,
): ImageBatch[] {
  const names = inputs.map((input) => input.name);
  const unknown = Object.keys(images).find((name) => !names.includes(name));
  if (unknown === 'data' || unknown === 'shape') {
    const missing = unknown === 'data' ? 'shape' : 'data';
    throw new Error(`invalid ${what}: ${missing} is missing (expected { data, shape } or a tensor)`);
  }
  const of = what === 'images' ? '' : `invalid ${what}: `;
  const given = inputs.map(({ name }) => {
    const batch = images[name];
    if (batch) return batch;
    throw new Error(`${of}input '${name}' is missing (expected images for: ${names.join(', ')})`);
  });
  if (unknown === undefined) return given;
  throw new Error(`${of}unknown input: '${unknown}' (expected images for: ${names.join(', ')})`);
}

function notImages(given: unknown, what: string): Error {
  const is = typeof given === 'object' && given !== null ? 'an object' : String(given);
  return new Error(`invalid ${what}: ${is} (expected { data, shape } or a tensor)`);
}

async function readBatch(batch: ImageBatch, input: InputInfo, what: string): Promise<PlainBatch> {
  const { shape } = (batch ?? {}) as Partial<ImageBatch>;
  // Typed arrays are lists, too.
  if (!Array.isArray(shape) && !ArrayBuffer.isView(shape)) throw notImages(batch, what);
  const expected = input.shape && `[n, ${input.shape.slice(1).join(', ').replaceAll('null', '?')}]`;
  const fits =
    !input.shape ||
    (shape.length === input.shape.length &&
      input.shape.every((size, axis) => axis === 0 || size === null || size === shape[axis]));
  if (!fits || shape.length < 1 || shape.some((size) => !Number.isInteger(size) || size < 1)) {
    throw new Error(
      `invalid ${what}: shape [${shape.join(', ')}] (expected ${expected ?? '[n, h, w, c]'}${expected ? ` for input '${input.name}'` : ''})`,
    );
  }
  if (batch instanceof tf.Tensor) {
    return finite({ data: Float32Array.from(await batch.data()), shape: [...shape] }, what);
  }
  const size = shape[0] * rowSize(shape);
  const { data } = batch;
  const isRight = data instanceof Float32Array || indexArrays.some((type) => data instanceof type);
  if (!isRight || data.length !== size) {
    const is = data as { constructor?: { name?: string }; length?: number } | undefined;
    throw new Error(
      `invalid ${what}: data is ${is?.constructor?.name ?? 'missing'} of ${is?.length ?? 0} (expected a Float32Array of ${size} for shape [${shape.join(', ')}])`,
    );
  }
  return finite(
    { data: data instanceof Float32Array ? data : Float32Array.from(data), shape: [...shape] },
    what,
  );
}

const indexArrays = [Int32Array, Uint32Array, Int16Array, Uint16Array];

function finite(batch: PlainBatch, what: string): PlainBatch {
  const wrong = batch.data.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return batch;
  const image = Math.floor(wrong / rowSize(batch.shape));
  throw new Error(`invalid ${what}: ${batch.data[wrong]} in image ${image} (expected finite numbers)`);
}
