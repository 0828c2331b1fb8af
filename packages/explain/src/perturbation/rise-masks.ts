import { readPair } from './occlusion-windows';
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

/** One mask before it is stretched: cells `[rows, columns]` of 0 and 1, and where the stretched grid is cut. */
interface RiseDraw {
  cells: Uint8Array;
  shifts: [down: number, right: number];
}

/** Depends on the seed and the mask's number alone. */
function draw({ size, grid, keep, seed }: RiseMasks, index: number): RiseDraw {
  const random = seededRandom(seed, index);
  const cells = new Uint8Array(grid[0] * grid[1]).map(() => (random() < keep ? 1 : 0));
  const shift = (axis: 0 | 1) => {
    const pixels = cellPixels(size[axis], grid[axis]);
    return Math.min(pixels - 1, Math.floor(random() * pixels));
  };
  return { cells, shifts: [shift(0), shift(1)] };
}

const cellPixels = (length: number, cells: number) => Math.ceil(length / cells);

/**
 * Smooth random masks, `[samples, h, w]` within 0..1: a grid of cells, each shown with chance `keep`, stretched (bilinear,
 * half-pixel centres, edges held) to `(rows + 1) * ceil(h / rows)` by `(columns + 1) * ceil(w / columns)` pixels and cut at
 * a random place within one cell. Stretching and cutting are a matrix for each axis, so a mask is two small products on
 * the device. Call inside a tidy.
 */
export function riseMasks(masks: RiseMasks, { start, size: count }: Range): tf.Tensor3D {
  const { size, grid } = masks;
  const cells = new Float32Array(count * grid[0] * grid[1]);
  const [down, across] = size.map((length, axis) => new Float32Array(count * length * grid[axis]));
  for (let k = 0; k < count; k++) {
    const drawn = draw(masks, start + k);
    cells.set(drawn.cells, k * drawn.cells.length);
    [down, across].forEach((matrices, axis) => {
      const matrix = stretching(size[axis], grid[axis], drawn.shifts[axis]);
      matrices.set(matrix, k * matrix.length);
    });
  }
  const stretched = tf.matMul(
    tf.tensor3d(down, [count, size[0], grid[0]]),
    tf.tensor3d(cells, [count, ...grid]),
  );
  return tf.matMul(stretched, tf.tensor3d(across, [count, size[1], grid[1]]), false, true);
}

/** `[length, cells]`: how much of each cell is in each pixel, when the stretched axis is cut at `shift`. */
function stretching(length: number, cells: number, shift: number): Float32Array {
  const matrix = new Float32Array(length * cells);
  const scale = cells / ((cells + 1) * cellPixels(length, cells));
  for (let pixel = 0; pixel < length; pixel++) {
    const place = Math.min(cells - 1, Math.max(0, (pixel + shift + 0.5) * scale - 0.5));
    const low = Math.floor(place);
    const high = Math.min(cells - 1, low + 1);
    matrix[pixel * cells + low] += 1 - (place - low);
    matrix[pixel * cells + high] += place - low;
  }
  return matrix;
}

/** A sum of masks, each times a number, that grows; what is kept does not depend on how many there are. */
export interface MaskSum {
  add(index: number, factor: number): void;
  /** `[h * w]`. */
  total(): Float64Array;
}

/**
 * `sum_i factor_i * mask_i`. Masks that are cut at the same place are stretched alike, so their cells are summed and
 * stretched once.
 */
export function maskSum(masks: RiseMasks): MaskSum {
  const { size, grid } = masks;
  const [rows, columns] = grid;
  const sums = new Map<number, Float64Array>();
  const across = cellPixels(size[1], columns);
  return {
    add(index, factor) {
      const { cells, shifts } = draw(masks, index);
      const place = shifts[0] * across + shifts[1];
      const sum = sums.get(place) ?? new Float64Array(cells.length);
      sums.set(place, sum);
      cells.forEach((cell, k) => (sum[k] += cell * factor));
    },
    total() {
      // First along the rows, for all cuts from above together.
      const wide = new Map<number, Float64Array>();
      for (const [place, sum] of sums) {
        const matrix = stretching(size[1], columns, place % across);
        const down = Math.floor(place / across);
        const lines = wide.get(down) ?? new Float64Array(rows * size[1]);
        wide.set(down, lines);
        addProduct(lines, sum, matrix, [rows, columns, size[1]]);
      }
      const map = new Float64Array(size[0] * size[1]);
      for (const [down, lines] of wide) {
        const matrix = stretching(size[0], rows, down);
        for (let y = 0; y < size[0]; y++) {
          for (let row = 0; row < rows; row++) {
            const share = matrix[y * rows + row];
            if (share === 0) continue;
            for (let x = 0; x < size[1]; x++) map[y * size[1] + x] += share * lines[row * size[1] + x];
          }
        }
      }
      return map;
    },
  };
}

/** `into[rows, length] += cells[rows, columns] * matrix[length, columns]'`. */
function addProduct(
  into: Float64Array,
  cells: Float64Array,
  matrix: Float32Array,
  [rows, columns, length]: readonly [number, number, number],
): void {
  for (let row = 0; row < rows; row++) {
    for (let x = 0; x < length; x++) {
      let value = 0;
      for (let column = 0; column < columns; column++) {
        value += cells[row * columns + column] * matrix[x * columns + column];
      }
      into[row * length + x] += value;
    }
  }
}

/** Checks how masks are to be drawn, and gives the rows and columns of the grid. */
export function readRise({
  masks,
  grid,
  keep,
}: {
  masks: number;
  grid: number | readonly [number, number];
  keep: number;
}): readonly [number, number] {
  if (!Number.isInteger(masks) || masks < 1) {
    throw new Error(`invalid masks: ${masks} (expected a whole number from 1)`);
  }
  if (!(keep > 0 && keep <= 1)) throw new Error(`invalid keep: ${keep} (expected above 0, at most 1)`);
  return readPair('grid', grid);
}
