import * as tf from '@tensorflow/tfjs-core';

/** One axis of a map with a sliding window, as `y[i]` reads `x[i * stride - before]` to `x[i * stride - before + reach - 1]`. */
export interface SlidingAxis {
  /** Of the input. */
  length: number;
  /** From the window's first element to its last, both counted. */
  reach: number;
  stride: number;
  /** Elements added in front of the input; where negative, left out. */
  before: number;
}

/**
 * Undoes the strides of a gradient `[n, h', w', c]`: zeros between and around, such that a window of the same reach that
 * slides by ones over the result has as many places as the input `[n, h, w, c]` has elements.
 */
export function spread(dy: tf.Tensor, height: SlidingAxis, width: SlidingAxis): tf.Tensor4D {
  const [n, rows, columns, channels] = dy.shape;
  const [down, right] = [height.stride, width.stride];
  let wide = dy as tf.Tensor4D;
  if (down > 1 || right > 1) {
    const cells: tf.Tensor4D = tf.reshape(dy, [n * rows, 1, columns, channels]);
    const stuffed = tf.pad(cells, [
      [0, 0],
      [0, down - 1],
      [0, 0],
      [0, (right - 1) * channels],
    ]);
    wide = tf.reshape(stuffed, [n, rows * down, columns * right, channels]);
  }
  return padOrCrop(wide, margins(height, rows), margins(width, columns)) as tf.Tensor4D;
}

function margins({ length, reach, stride, before }: SlidingAxis, count: number): [number, number] {
  const front = reach - 1 - before;
  return [front, length + reach - 1 - front - count * stride];
}

/** `[n, h, w, c]` with `value` added before and after rows and columns; a negative number leaves as many out. */
export function padOrCrop(
  x: tf.Tensor,
  rows: [number, number],
  columns: [number, number],
  value = 0,
): tf.Tensor {
  const sides = [[0, 0], rows, columns, [0, 0]];
  const added = sides.map(([before, after]): [number, number] => [Math.max(0, before), Math.max(0, after)]);
  const padded = added.flat().some((count) => count > 0) ? tf.pad(x, added, value) : x;
  const dropped = sides.map(([before, after]) => [Math.max(0, -before), Math.max(0, -after)]);
  if (dropped.flat().every((count) => count === 0)) return padded;
  const begin = dropped.map(([before]) => before);
  return tf.slice(
    padded,
    begin,
    padded.shape.map((length, i) => length - dropped[i][0] - dropped[i][1]),
  );
}
