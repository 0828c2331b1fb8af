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
 * drops the gradient of windows without a positive element.
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
    (dy, [input, output]) => unpool(input, output, dy, options),
  );
}

/** Hands each window's `dy` to its first largest element: the gradient of {@link maxPool}. */
export function unpool(
  input: tf.Tensor,
  output: tf.Tensor,
  dy: tf.Tensor,
  options: MaxPoolOptions,
): tf.Tensor {
  const places = tf.reshape(maxPoolPlaces(input, output, options), [-1, 1]);
  return tf.reshape(tf.scatterND(places, tf.reshape(dy, [-1]), [input.size]), input.shape);
}

type Shape4 = [number, number, number, number];

/** Flat index into the input of the first largest element of every window: int32 in the output's shape. */
function maxPoolPlaces(input: tf.Tensor, output: tf.Tensor, options: MaxPoolOptions): tf.Tensor {
  const { poolSize, strides, padding } = options;
  const [n, h, w, c] = input.shape as Shape4;
  const [, rows, columns] = output.shape as Shape4;
  const { padInfo } = tf.backend_util.computePool2DInfo([n, h, w, c], poolSize, strides, 1, padding);
  const { top, left } = padInfo;
  // Whole strides from every element of the first window, so that strided rows and columns can be cut by reshaping.
  const bottom = Math.max(0, poolSize[0] - 1 + rows * strides[0] - h - top);
  const right = Math.max(0, poolSize[1] - 1 + columns * strides[1] - w - left);
  const around: [number, number][] = [
    [0, 0],
    [top, bottom],
    [left, right],
    [0, 0],
  ];
  const padded = tf.pad(input, around, -Infinity);
  const elementsAt = (y: number, x: number) => {
    const from = tf.slice(padded, [0, y, x, 0], [n, rows * strides[0], columns * strides[1], c]);
    const cells = tf.reshape(from, [n * rows, strides[0], columns, strides[1] * c]);
    return tf.reshape(tf.slice(cells, [0, 0, 0, 0], [n * rows, 1, columns, c]), output.shape);
  };
  let within: tf.Tensor | undefined;
  // From the last element of the windows to the first, so that of equals the first is what remains.
  for (let y = poolSize[0] - 1; y >= 0; y--) {
    for (let x = poolSize[1] - 1; x >= 0; x--) {
      const here = tf.fill(output.shape, (y * w + x) * c, 'int32');
      within = within ? tf.where(tf.equal(elementsAt(y, x), output), here, within) : here;
    }
  }
  const corners = windowCorners([n, h, w, c], [rows, columns], strides, [top, left]);
  return tf.add(within!, corners);
}

/** Flat index of the top left element of every window, `[n, rows, columns, c]` int32; in the padding it may be outside. */
function windowCorners(
  [n, h, w, c]: Shape4,
  [rows, columns]: [number, number],
  strides: [number, number],
  [top, left]: [number, number],
): tf.Tensor {
  const corners = new Int32Array(n * rows * columns * c);
  let i = 0;
  for (let image = 0; image < n; image++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const corner = ((image * h + row * strides[0] - top) * w + column * strides[1] - left) * c;
        for (let channel = 0; channel < c; channel++) corners[i++] = corner + channel;
      }
    }
  }
  return tf.tensor(corners, [n, rows, columns, c], 'int32');
}
