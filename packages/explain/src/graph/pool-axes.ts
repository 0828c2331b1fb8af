import * as tf from '@tensorflow/tfjs-core';
import { padOrCrop, type SlidingAxis } from './spread';

export interface Pool2dOptions {
  poolSize: [number, number];
  strides: [number, number];
  padding: 'same' | 'valid';
}

/** An axis along which a pooling window slides, with the number of its places. */
export interface PoolAxis extends SlidingAxis {
  count: number;
}

/** Rows and columns of an input `[n, h, w, c]`. */
export function poolAxes(
  [n, h, w, c]: number[],
  { poolSize, strides, padding }: Pool2dOptions,
): [PoolAxis, PoolAxis] {
  const info = tf.backend_util.computePool2DInfo([n, h, w, c], poolSize, strides, 1, padding);
  return [
    { length: h, reach: poolSize[0], stride: strides[0], before: info.padInfo.top, count: info.outHeight },
    { length: w, reach: poolSize[1], stride: strides[1], before: info.padInfo.left, count: info.outWidth },
  ];
}

/** Of windows side by side: `[n * rows, height, columns, width, c]`, padded with `value`. */
export function tiled(input: tf.Tensor, [height, width]: [PoolAxis, PoolAxis], value: number): tf.Tensor {
  const exact = padOrCrop(input, around(height), around(width), value);
  const [n, , , c] = input.shape;
  return tf.reshape(exact, [n * height.count, height.reach, width.count, width.reach, c]);
}

/** Back to `shape`; elements in no window are 0. */
export function untiled(tiles: tf.Tensor, shape: number[], [height, width]: [PoolAxis, PoolAxis]): tf.Tensor {
  const [n, , , c] = shape;
  const sheet = tf.reshape(tiles, [n, height.count * height.reach, width.count * width.reach, c]);
  const [rows, columns] = [height, width].map((axis) => around(axis).map((count) => -count));
  return padOrCrop(sheet, rows as [number, number], columns as [number, number]);
}

function around({ length, reach, before, count }: PoolAxis): [number, number] {
  return [before, count * reach - length - before];
}
