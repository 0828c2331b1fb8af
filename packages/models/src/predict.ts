import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { readModelInfo } from './model-info';
import { preprocess } from './preprocessing/preprocessing';

/** Images as plain data: `[n, h, w, c]`, float32, 0..1. */
export interface ImageBatch {
  data: Float32Array;
  shape: [number, number, number, number];
}

export interface PredictOptions {
  /** Images a forward pass; bounds the memory. Default 128. */
  batchSize?: number;
  signal?: AbortSignal;
  onProgress?: (progress: { done: number; total: number }) => void;
}

export interface Prediction {
  /** `[n, classes]`, row-major; what the model's last layer gives. */
  probabilities: Float32Array;
  shape: [number, number];
  /** Index of each image's most probable class: of a model of more than 256 classes in 16 bits. */
  labels: Uint8Array | Uint16Array;
}

/**
 * Class probabilities of images (0..1). The preprocessing that was saved with the model is applied first; the
 * images themselves stay as they are.
 *
 * @throws where the images do not fit the model's input; `AbortError` when aborted.
 */
export async function predict(
  model: tfl.LayersModel,
  images: ImageBatch | tf.Tensor4D,
  { batchSize = 128, signal, onProgress }: PredictOptions = {},
): Promise<Prediction> {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new Error(`invalid batchSize: ${batchSize} (expected an integer >= 1)`);
  }
  const [n, ...imageShape] = images.shape;
  const pixels = images instanceof tf.Tensor ? await images.data<'float32'>() : images.data;
  const expected = model.inputs[0].shape.slice(1);
  if (
    imageShape.length !== expected.length ||
    expected.some((size, i) => size !== null && size !== imageShape[i])
  ) {
    throw new Error(
      `images of shape [${imageShape.join(', ')}] do not fit ${model.name} (expected [${expected.join(', ')}])`,
    );
  }
  const size = imageShape.reduce((product, s) => product * s, 1);
  if (pixels.length !== n * size) {
    throw new Error(
      `images have ${pixels.length} values (expected ${n * size} for shape [${images.shape.join(', ')}])`,
    );
  }
  const { preprocessing } = readModelInfo(model);
  const classes = (model.outputs[0].shape as number[]).at(-1) ?? 1;
  const probabilities = new Float32Array(n * classes);
  for (let start = 0; start < n; start += batchSize) {
    if (signal?.aborted) throw new DOMException('the prediction was aborted', 'AbortError');
    const count = Math.min(batchSize, n - start);
    const data = pixels.slice(start * size, (start + count) * size);
    preprocess(data, preprocessing, [count, ...imageShape]);
    const output = tf.tidy(() => model.predict(tf.tensor(data, [count, ...imageShape])) as tf.Tensor);
    try {
      probabilities.set(await output.data<'float32'>(), start * classes);
    } finally {
      output.dispose();
    }
    onProgress?.({ done: start + count, total: n });
    // Lets timers and messages through: a wasm pass never waits for anything by itself.
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  return { probabilities, shape: [n, classes], labels: argMaxRows(probabilities, classes) };
}

function argMaxRows(values: Float32Array, columns: number): Uint8Array | Uint16Array {
  const rows = values.length / columns;
  const labels = columns > 256 ? new Uint16Array(rows) : new Uint8Array(rows);
  return labels.map((_, row) => {
    let best = 0;
    for (let k = 1; k < columns; k++) if (values[row * columns + k] > values[row * columns + best]) best = k;
    return best;
  });
}
