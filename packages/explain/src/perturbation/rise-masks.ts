import * as tf from '@tensorflow/tfjs-core';
import { seededRandom } from '../common/random';
import type { Range } from '../common/samples';

/** How the masks of RISE are drawn. */
export interface RiseMasks {
  size: readonly [h: number, w: number];
  /** Cells along each axis of the small grid. */
  grid: readonly [rows: number, columns: number];
  /** The chance of a cell to be shown. */
  keep: number;
  seed: number;
}

/**
 * Smooth random masks, `[samples, h, w]` within 0..1: a grid of cells, each shown with chance `keep`, stretched (bilinear,
 * half-pixel centres, edges held) to `(rows + 1) * ceil(h / rows)` by `(columns + 1) * ceil(w / columns)` pixels and cut at
 * a random place within one cell. Stretching and cutting are a matrix for each axis, so a mask is two small products on
 * the device. It depends on the seed and its number alone. Call inside a tidy.
 */
export function riseMasks({ size, grid, keep, seed }: RiseMasks, { start, size: count }: Range): tf.Tensor3D {
  const [rows, columns] = grid;
  const cells = new Float32Array(count * rows * columns);
  const [down, across] = size.map((length, axis) => new Float32Array(count * length * grid[axis]));
  for (let k = 0; k < count; k++) {
    const random = seededRandom(seed, start + k);
    for (let cell = 0; cell < rows * columns; cell++) {
      cells[k * rows * columns + cell] = random() < keep ? 1 : 0;
    }
    [down, across].forEach((matrices, axis) => {
      const pixels = Math.ceil(size[axis] / grid[axis]);
      const shift = Math.min(pixels - 1, Math.floor(random() * pixels));
      matrices.set(stretching(size[axis], grid[axis], shift), k * size[axis] * grid[axis]);
    });
  }
  const stretchedDown = tf.matMul(
    tf.tensor3d(down, [count, size[0], rows]),
    tf.tensor3d(cells, [count, rows, columns]),
  );
  return tf.matMul(stretchedDown, tf.tensor3d(across, [count, size[1], columns]), false, true);
}

/** `[length, cells]`: how much of each cell is in each pixel, when the stretched axis is cut at `shift`. */
function stretching(length: number, cells: number, shift: number): Float32Array {
  const matrix = new Float32Array(length * cells);
  const scale = cells / ((cells + 1) * Math.ceil(length / cells));
  for (let pixel = 0; pixel < length; pixel++) {
    const place = Math.min(cells - 1, Math.max(0, (pixel + shift + 0.5) * scale - 0.5));
    const low = Math.min(cells - 1, Math.floor(place));
    const high = Math.min(cells - 1, low + 1);
    matrix[pixel * cells + low] += 1 - (place - low);
    matrix[pixel * cells + high] += place - low;
  }
  return matrix;
}
