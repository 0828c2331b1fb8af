import * as tf from '@tensorflow/tfjs-core';
import { poolAxes, type PoolAxis, type Pool2dOptions } from './pool-axes';
import { padOrCrop } from './spread';

/** Hands each window's `dy` to its first element that reaches `least`, by index; windows may overlap or leave gaps. */
export function unpoolOverlapping(
  input: tf.Tensor,
  least: tf.Tensor,
  dy: tf.Tensor,
  options: Pool2dOptions,
): tf.Tensor {
  const places = tf.reshape(maxPoolPlaces(input, least, options), [-1, 1]);
  return tf.reshape(tf.scatterND(places, tf.reshape(dy, [-1]), [input.size]), input.shape);
}

/** Flat index into the input of the first such element of every window: int32 in the output's shape. */
function maxPoolPlaces(input: tf.Tensor, least: tf.Tensor, options: Pool2dOptions): tf.Tensor {
  const [n, , w, c] = input.shape;
  const [height, width] = poolAxes(input.shape, options);
  // Whole strides from every element of the first window, so that strided rows and columns can be cut by reshaping.
  const reach = ({ length, reach: size, stride, before, count }: PoolAxis): [number, number] => [
    before,
    Math.max(0, size - 1 + count * stride - length - before),
  ];
  const padded = padOrCrop(input, reach(height), reach(width), -Infinity);
  const elementsAt = (y: number, x: number) => {
    const size = [n, height.count * height.stride, width.count * width.stride, c];
    const from = tf.slice(padded, [0, y, x, 0], size);
    const cells = tf.reshape(from, [n * height.count, height.stride, width.count, width.stride * c]);
    return tf.reshape(tf.slice(cells, [0, 0, 0, 0], [n * height.count, 1, width.count, c]), least.shape);
  };
  let within: tf.Tensor | undefined;
  // From the last element of the windows to the first, so that of equals the first is what remains.
  for (let y = height.reach - 1; y >= 0; y--) {
    for (let x = width.reach - 1; x >= 0; x--) {
      const here = tf.fill(least.shape, (y * w + x) * c, 'int32');
      within = within ? tf.where(tf.greaterEqual(elementsAt(y, x), least), here, within) : here;
    }
  }
  return tf.add(within!, windowCorners(input.shape, [height, width]));
}

/** Flat index of the top left element of every window, `[n, rows, columns, c]` int32; in the padding it may be outside. */
function windowCorners([n, h, w, c]: number[], [height, width]: [PoolAxis, PoolAxis]): tf.Tensor {
  const corners = new Int32Array(n * height.count * width.count * c);
  let i = 0;
  for (let image = 0; image < n; image++) {
    for (let row = 0; row < height.count; row++) {
      const y = image * h + row * height.stride - height.before;
      for (let column = 0; column < width.count; column++) {
        const corner = (y * w + column * width.stride - width.before) * c;
        for (let channel = 0; channel < c; channel++) corners[i++] = corner + channel;
      }
    }
  }
  return tf.tensor(corners, [n, height.count, width.count, c], 'int32');
}
