import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { predict, preprocess, type ImageBatch, type Prediction, type PredictOptions } from '@fer/models';
import type { ModelRef } from '../../library/models';
import { openModel, type OpenedModel } from './open-model';

/** Probabilities of images, whatever kind the model is; values 0..1. */
export async function predictImages(
  ref: ModelRef,
  images: ImageBatch,
  options?: PredictOptions,
): Promise<Prediction> {
  return predictWith(await openModel(ref), images, options);
}

/** {@link predictImages} of a model that is open. */
export async function predictWith(
  opened: OpenedModel,
  images: ImageBatch,
  options?: PredictOptions,
): Promise<Prediction> {
  const prediction =
    'executeAsync' in opened.model
      ? await predictGraph(opened, images)
      : await predict(opened.model, images, options);
  if (opened.outputs === 'logits') softmaxRows(prediction.probabilities, prediction.shape[1]);
  return prediction;
}

/** Images a pass of a graph model. */
const AT_ONCE = 16;

async function predictGraph({ model, preprocessing }: OpenedModel, images: ImageBatch): Promise<Prediction> {
  const [n, ...imageShape] = images.shape;
  const size = imageShape.reduce((product, s) => product * s, 1);
  const rows: Float32Array[] = [];
  for (let start = 0; start < n; start += AT_ONCE) {
    const count = Math.min(AT_ONCE, n - start);
    const data = images.data.slice(start * size, (start + count) * size);
    preprocess(data, preprocessing, [count, ...imageShape]);
    const output = tf.tidy(
      () => (model as tfl.LayersModel).predict(tf.tensor(data, [count, ...imageShape])) as tf.Tensor,
    );
    rows.push(await output.data<'float32'>());
    output.dispose();
  }
  const probabilities = Float32Array.from(rows.flatMap((row) => [...row]));
  const classes = probabilities.length / n;
  const labels = Uint16Array.from({ length: n }, (_, i) => {
    const own = probabilities.subarray(i * classes, (i + 1) * classes);
    return own.indexOf(Math.max(...own));
  });
  return { probabilities, shape: [n, classes], labels };
}

function softmaxRows(values: Float32Array, columns: number): void {
  for (let start = 0; start < values.length; start += columns) {
    const row = values.subarray(start, start + columns);
    const most = Math.max(...row);
    let sum = 0;
    row.forEach((value, k) => (sum += row[k] = Math.exp(value - most)));
    row.forEach((_, k) => (row[k] /= sum));
  }
}
