import * as tf from '@tensorflow/tfjs-core';
import { rowOf, rowSize, type PlainBatch } from './images';

/** The rows of those numbers, in their order. */
export function takeRows(batch: PlainBatch, rows: ArrayLike<number>): PlainBatch {
  const { shape } = batch;
  const size = rowSize(shape);
  const taken = new Float32Array(rows.length * size);
  Array.from(rows).forEach((row, i) => taken.set(rowOf(batch, row), i * size));
  return { data: taken, shape: [rows.length, ...shape.slice(1)] };
}

/**
 * The batch's rows for these images, each as often as it is there; where all are of one image, with `isBroadcast`, that
 * one row, for arithmetic with others spreads it. Copied as plain data: that is faster than to gather on the device.
 * Call inside a tidy.
 */
export function rowsOfImages(batch: PlainBatch, images: Int32Array, { isBroadcast = false } = {}): tf.Tensor {
  const isOne = isBroadcast && images.every((image) => image === images[0]);
  const { data, shape } = takeRows(batch, isOne ? images.subarray(0, 1) : images);
  return tf.tensor(data, [...shape], 'float32');
}
