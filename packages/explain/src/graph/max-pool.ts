import * as tf from '@tensorflow/tfjs-core';
import { withGradient } from '../common/with-gradient';

export interface MaxPoolOptions {
  poolSize: [number, number];
  strides: [number, number];
  padding: 'same' | 'valid';
}

/**
 * Max-pooling `[n, h, w, c]` whose gradient goes to the largest element of each window and, of equals, to the first, row
 * by row, as in PyTorch. Written with plain ops since the backends' own gradients differ: that of wasm in TF.js 4.22
 * sends a window without a positive element to the corner of the image.
 */
export function maxPool(x: tf.Tensor, options: MaxPoolOptions): tf.Tensor {
  const { poolSize, strides, padding } = options;
  return withGradient(
    x,
    (input, save) => {
      const output = tf.maxPool(input as tf.Tensor4D, poolSize, strides, padding);
      save([input, output]);
      return output;
    },
    (dy, [input, output]) => {
      const places = tf.reshape(maxPoolPlaces(input, output, options), [-1, 1]);
      return tf.reshape(tf.scatterND(places, tf.reshape(dy, [-1]), [input.size]), input.shape);
    },
  );
}

type Shape4 = [number, number, number, number];

/** Flat index into the input of the first largest element of every window: int32 in the output's shape. */
function maxPoolPlaces(input: tf.Tensor, output: tf.Tensor, options: MaxPoolOptions): tf.Tensor {
  const { poolSize, strides, padding } = options;
  const [n, h, w, c] = input.shape as Shape4;
  const [, rows, columns] = output.shape as Shape4;
  const { padInfo } = tf.backend_util.computePool2DInfo([n, h, w, c], poolSize, strides, 1, padding);
  const { top, bottom, left, right } = padInfo;
  const around: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const padded = tf.pad(input, around, -Infinity);
  const corners = tf.add(
    tf.add(steps(n, h * w * c, 0), steps(rows, strides[0] * w * c, 1)),
    tf.add(steps(columns, strides[1] * c, 2), steps(c, 1, 3)),
  );
  let places: tf.Tensor | undefined;
  // From the last element of the windows to the first, so that of equals the first is what remains.
  for (let y = poolSize[0] - 1; y >= 0; y--) {
    for (let x = poolSize[1] - 1; x >= 0; x--) {
      const end = [n, y + (rows - 1) * strides[0] + 1, x + (columns - 1) * strides[1] + 1, c];
      const elements = tf.stridedSlice(padded, [0, y, x, 0], end, [1, ...strides, 1]);
      const here = tf.add(corners, tf.scalar(((y - top) * w + (x - left)) * c, 'int32'));
      places = places ? tf.where(tf.equal(elements, output), here, places) : here;
    }
  }
  return places!;
}

/** `0, size, 2 * size, ...` along one of four axes. */
function steps(count: number, size: number, axis: number): tf.Tensor {
  const shape = [1, 1, 1, 1];
  shape[axis] = count;
  return tf.tensor(
    Int32Array.from({ length: count }, (_, i) => i * size),
    shape,
    'int32',
  );
}
