import { roundUp } from './lanes';
import { addProductOfColumns, productOfGroups } from './products';
import { transformFilterGradient } from './winograd-filter';
import { IN, PRODUCTS, ZEROS, outSide, partSize, tilesAtATime, zerosSize } from './winograd-layout';
import { pointAtTile, transformInput, transformOutput, transformOutputGradient } from './winograd-tiles';

/**
 * Convolution with a filter of 3 x 3 or 5 x 5 taps, stride 1:
 * `y[n, y, x, k] = activation(bias[k] + sum of x[n, y + i - top, x + j - left, c] * filter[i, j, c, k])`.
 *
 * @param x `[N, H, W, C]`
 * @param filter from `winogradFilter`
 * @param bias `[K]`, or 0 for none
 * @param y `[N, H', W', K]`
 */
export function winogradConv(
  x: usize,
  images: i32,
  height: i32,
  width: i32,
  inChannels: i32,
  taps: i32,
  top: i32,
  left: i32,
  filter: usize,
  bias: usize,
  activation: i32,
  alpha: f32,
  y: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  scratch: usize,
): void {
  const side = outSide(taps);
  const across = (outWidth + side - 1) / side;
  const perImage = across * ((outHeight + side - 1) / side);
  const all = images * perImage;
  const tiles = tilesAtATime(inChannels, outChannels, all);
  const groups = roundUp(inChannels, 4) / 4;
  const columns = roundUp(outChannels, 8);
  const inPart = partSize(tiles, groups * 4);
  const outPart = partSize(tiles, columns);
  const filterPart = <usize>(groups * 4) * <usize>columns * 4;
  const v = scratch + ZEROS + zerosSize(inChannels, outChannels);
  const m = v + <usize>PRODUCTS * inPart;
  memory.fill(scratch + ZEROS, 0, zerosSize(inChannels, outChannels));

  for (let first = 0; first < all; first += tiles) {
    const count = min(tiles, all - first);
    for (let t = 0; t < count; t++) {
      const n = (first + t) / perImage;
      const rest = (first + t) % perImage;
      const image = x + <usize>(n * height * width) * <usize>inChannels * 4;
      pointAtTile(
        image,
        height,
        width,
        inChannels,
        (rest / across) * side - top,
        (rest % across) * side - left,
        IN,
        scratch,
      );
      transformInput(inChannels, scratch, v + <usize>t * 16, tiles, inPart);
    }
    const rows = roundUp(count, 4);
    for (let i = 0; i < PRODUCTS; i++) {
      for (let panel = 0; panel < columns; panel += 8) {
        const b = filter + <usize>i * filterPart + <usize>panel * <usize>groups * 16;
        const c = m + <usize>i * outPart + <usize>panel * <usize>tiles * 4;
        productOfGroups(v + <usize>i * inPart, rows, <usize>tiles * 16, groups, b, c);
      }
    }
    for (let t = 0; t < count; t++) {
      const n = (first + t) / perImage;
      const rest = (first + t) % perImage;
      const row = (rest / across) * side;
      const column = (rest % across) * side;
      const output = y + <usize>((n * outHeight + row) * outWidth + column) * <usize>outChannels * 4;
      transformOutput(
        m + <usize>t * 32,
        tiles,
        outPart,
        outChannels,
        side,
        bias,
        activation,
        alpha,
        output,
        outWidth,
        min(side, outHeight - row),
        min(side, outWidth - column),
        scratch,
      );
    }
  }
}

/**
 * Gradient of that convolution to its filter: dU = sum over tiles of V (A dy A')', dW = G' dU G.
 *
 * @param x `[N, H, W, C]`
 * @param dy `[N, H', W', K]`
 * @param target `[taps, taps, C, K]`
 * @param sums `winogradFilterSize(...)` bytes
 */
export function winogradFilterGradient(
  x: usize,
  images: i32,
  height: i32,
  width: i32,
  inChannels: i32,
  taps: i32,
  top: i32,
  left: i32,
  dy: usize,
  outHeight: i32,
  outWidth: i32,
  outChannels: i32,
  target: usize,
  sums: usize,
  scratch: usize,
): void {
  const side = outSide(taps);
  const across = (outWidth + side - 1) / side;
  const perImage = across * ((outHeight + side - 1) / side);
  const all = images * perImage;
  const tiles = tilesAtATime(inChannels, outChannels, all);
  const rows = roundUp(inChannels, 4);
  const columns = roundUp(outChannels, 8);
  const inPart = partSize(tiles, rows);
  const outPart = partSize(tiles, columns);
  const sumPart = <usize>rows * <usize>columns * 4;
  const v = scratch + ZEROS + zerosSize(inChannels, outChannels);
  const w = v + <usize>PRODUCTS * inPart;
  memory.fill(scratch + ZEROS, 0, zerosSize(inChannels, outChannels));
  memory.fill(sums, 0, <usize>PRODUCTS * sumPart);

  for (let first = 0; first < all; first += tiles) {
    const count = min(tiles, all - first);
    for (let t = 0; t < count; t++) {
      const n = (first + t) / perImage;
      const rest = (first + t) % perImage;
      const row = (rest / across) * side;
      const column = (rest % across) * side;
      const image = x + <usize>(n * height * width) * <usize>inChannels * 4;
      pointAtTile(image, height, width, inChannels, row - top, column - left, IN, scratch);
      transformInput(inChannels, scratch, v + <usize>t * 16, tiles, inPart);
      const gradient = dy + <usize>(n * outHeight * outWidth) * <usize>outChannels * 4;
      pointAtTile(gradient, outHeight, outWidth, outChannels, row, column, side, scratch);
      transformOutputGradient(outChannels, side, scratch, w + <usize>t * 32, tiles, outPart);
    }
    for (let i = 0; i < PRODUCTS; i++) {
      for (let panel = 0; panel < columns; panel += 8) {
        const b = w + <usize>i * outPart + <usize>panel * <usize>tiles * 4;
        for (let row = 0; row < rows; row += 4) {
          const a = v + <usize>i * inPart + <usize>row * <usize>tiles * 4;
          const c = sums + <usize>i * sumPart + (<usize>panel * <usize>rows + <usize>row * 8) * 4;
          addProductOfColumns(a, a + 4, a + 8, a + 12, 1, 0, count, 16, b, c);
        }
      }
    }
  }
  transformFilterGradient(sums, taps, inChannels, outChannels, target, scratch);
}
