import { activate, firstLanes, roundUp, storeFirst } from './lanes';
import { addProductOfColumns, productOfGroups } from './products';
import { filterGradientLine, filterLine, inputLine, outputGradientLine, outputLine } from './winograd-lines';

/** Side of an input tile, of the output tile it gives, and how many products a tile takes. */
const IN: i32 = 6;
const OUT: i32 = 4;
const PRODUCTS: i32 = 36;
/** Between the parts of the 36 products: keeps them from falling on the same cache sets. */
const GAP: usize = 64;
/** Bytes of tiles at a time, about what a second-level cache holds. */
const BLOCK_BYTES: i32 = 1500000;

/** Scratch in front: pointers to the pixels of a tile, a tile of vectors. Then a row of zeros. */
const POINTERS: usize = 0;
const TILE: usize = 192;
const ZEROS: usize = TILE + 576;

/** Tiles at a time: a multiple of 4. */
function tilesAtATime(inChannels: i32, outChannels: i32, all: i32): i32 {
  const perTile = PRODUCTS * 4 * (roundUp(inChannels, 4) + roundUp(outChannels, 8));
  return min(roundUp(all, 4), max(32, min(128, BLOCK_BYTES / perTile / 4 * 4)));
}

function zerosSize(inChannels: i32, outChannels: i32): usize {
  return <usize>roundUp(max(inChannels, outChannels), 8) * 4 + 64;
}

function partSize(tiles: i32, channels: i32): usize {
  return <usize>tiles * <usize>channels * 4 + GAP;
}

/** Bytes of a transformed filter, `[36, K / 8, C, 8]` with C rounded up to fours. */
export function winogradFilterSize(inChannels: i32, outChannels: i32): usize {
  return <usize>PRODUCTS * <usize>roundUp(inChannels, 4) * <usize>roundUp(outChannels, 8) * 4;
}

/** Bytes of scratch that `winogradConv` and `winogradFilterGradient` need for so many tiles (images * tiles an image). */
export function winogradScratchSize(inChannels: i32, outChannels: i32, tiles: i32): usize {
  const atATime = tilesAtATime(inChannels, outChannels, tiles);
  const parts = partSize(atATime, roundUp(inChannels, 4)) + partSize(atATime, roundUp(outChannels, 8));
  return ZEROS + zerosSize(inChannels, outChannels) + <usize>PRODUCTS * parts;
}

/**
 * U = G g G' for every pair of channels, padded with zeros.
 *
 * @param filter `[3, 3, C, K]`; if `turned`, that of the input's gradient is taken: turned by 180 degrees, from K channels to C
 * @param target `winogradFilterSize(...)` bytes
 */
export function winogradFilter(filter: usize, inChannels: i32, outChannels: i32, turned: bool, target: usize, scratch: usize): void {
  const from = turned ? outChannels : inChannels;
  const to = turned ? inChannels : outChannels;
  const rows = roundUp(from, 4);
  const columns = roundUp(to, 8);
  const part = <usize>rows * <usize>columns * 4;
  const tapStep = <usize>inChannels * <usize>outChannels * 4;
  const half = scratch + TILE;
  for (let panel = 0; panel < columns; panel += 4) {
    const mask = firstLanes(to - panel);
    for (let row = 0; row < rows; row++) {
      const at = target + (<usize>(panel >> 3) * <usize>rows + <usize>row) * 32 + <usize>(panel & 4) * 4;
      if (row >= from || panel >= to) {
        for (let i = 0; i < PRODUCTS; i++) v128.store(at + <usize>i * part, f32x4.splat(0));
        continue;
      }
      for (let j = 0; j < 3; j++) {
        let g0: v128, g1: v128, g2: v128;
        if (turned) {
          const tap = filter + <usize>(2 - j) * tapStep + (<usize>panel * <usize>outChannels + <usize>row) * 4;
          g0 = gather(tap + 6 * tapStep, outChannels, to - panel);
          g1 = gather(tap + 3 * tapStep, outChannels, to - panel);
          g2 = gather(tap, outChannels, to - panel);
        } else {
          const tap = filter + <usize>j * tapStep + (<usize>row * <usize>outChannels + <usize>panel) * 4;
          g0 = v128.and(v128.load(tap), mask);
          g1 = v128.and(v128.load(tap + 3 * tapStep), mask);
          g2 = v128.and(v128.load(tap + 6 * tapStep), mask);
        }
        filterLine(g0, g1, g2, half + <usize>j * 16, 48);
      }
      for (let i = 0; i < IN; i++) {
        const line = half + <usize>i * 48;
        filterLine(v128.load(line), v128.load(line, 16), v128.load(line, 32), at + <usize>(i * IN) * part, part);
      }
    }
  }
}

/** Up to four floats that lie `stride` floats apart. */
// @ts-ignore: decorator
@inline
function gather(from: usize, stride: i32, count: i32): v128 {
  const step = <usize>stride * 4;
  let lanes = v128.load32_zero(from);
  if (count > 1) lanes = v128.load32_lane(from + step, lanes, 1);
  if (count > 2) lanes = v128.load32_lane(from + 2 * step, lanes, 2);
  if (count > 3) lanes = v128.load32_lane(from + 3 * step, lanes, 3);
  return lanes;
}

/** Writes where the pixels of a tile are, or the row of zeros for those outside the image. */
function pointAtTile(image: usize, height: i32, width: i32, channels: i32, top: i32, left: i32, side: i32, scratch: usize): void {
  let at = scratch + POINTERS;
  for (let i = 0; i < side; i++) {
    const y = top + i;
    for (let j = 0; j < side; j++, at += 4) {
      const x = left + j;
      const inside = y >= 0 && y < height && x >= 0 && x < width;
      store<usize>(at, inside ? image + <usize>((y * width + x) * channels) * 4 : scratch + ZEROS);
    }
  }
}

/** V = B' d B of the tile pointed at, into `[36][C / 4, tiles, 4]`. */
function transformInput(channels: i32, scratch: usize, target: usize, tiles: i32, part: usize): void {
  const half = scratch + TILE;
  for (let c = 0; c < channels; c += 4) {
    const mask = firstLanes(channels - c);
    const offset = <usize>c * 4;
    for (let j = 0; j < IN; j++) {
      const p = scratch + POINTERS + <usize>j * 4;
      inputLine(
        v128.and(v128.load(load<usize>(p) + offset), mask),
        v128.and(v128.load(load<usize>(p, 24) + offset), mask),
        v128.and(v128.load(load<usize>(p, 48) + offset), mask),
        v128.and(v128.load(load<usize>(p, 72) + offset), mask),
        v128.and(v128.load(load<usize>(p, 96) + offset), mask),
        v128.and(v128.load(load<usize>(p, 120) + offset), mask),
        half + <usize>j * 16,
        96,
      );
    }
    const at = target + <usize>(c >> 2) * <usize>tiles * 16;
    for (let i = 0; i < IN; i++) {
      const line = half + <usize>i * 96;
      inputLine(
        v128.load(line),
        v128.load(line, 16),
        v128.load(line, 32),
        v128.load(line, 48),
        v128.load(line, 64),
        v128.load(line, 80),
        at + <usize>(i * IN) * part,
        part,
      );
    }
  }
}

/** A dy A' of the tile pointed at, into `[36][K / 8, tiles, 8]`. */
function transformOutputGradient(channels: i32, scratch: usize, target: usize, tiles: i32, part: usize): void {
  const half = scratch + TILE;
  for (let c = 0; c < roundUp(channels, 8); c += 4) {
    const mask = firstLanes(channels - c);
    const offset = <usize>c * 4;
    for (let j = 0; j < OUT; j++) {
      const p = scratch + POINTERS + <usize>j * 4;
      outputGradientLine(
        v128.and(v128.load(load<usize>(p) + offset), mask),
        v128.and(v128.load(load<usize>(p, 16) + offset), mask),
        v128.and(v128.load(load<usize>(p, 32) + offset), mask),
        v128.and(v128.load(load<usize>(p, 48) + offset), mask),
        half + <usize>j * 16,
        64,
      );
    }
    const at = target + <usize>(c >> 3) * <usize>tiles * 32 + <usize>(c & 4) * 4;
    for (let i = 0; i < IN; i++) {
      const line = half + <usize>i * 64;
      outputGradientLine(
        v128.load(line),
        v128.load(line, 16),
        v128.load(line, 32),
        v128.load(line, 48),
        at + <usize>(i * IN) * part,
        part,
      );
    }
  }
}

/** y = activation(A' m A + bias) for one tile, from `[36][K / 8, tiles, 8]`; only what lies inside the output. */
function transformOutput(
  source: usize,
  tiles: i32,
  part: usize,
  channels: i32,
  bias: usize,
  activation: i32,
  alpha: v128,
  output: usize,
  width: i32,
  rows: i32,
  columns: i32,
  scratch: usize,
): void {
  const half = scratch + TILE;
  const line = scratch + POINTERS;
  for (let c = 0; c < channels; c += 4) {
    const left = channels - c;
    const b = bias ? v128.and(v128.load(bias + <usize>c * 4), firstLanes(left)) : f32x4.splat(0);
    const at = source + <usize>(c >> 3) * <usize>tiles * 32 + <usize>(c & 4) * 4;
    for (let j = 0; j < IN; j++) {
      const p = at + <usize>j * part;
      const step: usize = 6 * part;
      outputLine(
        v128.load(p),
        v128.load(p + step),
        v128.load(p + 2 * step),
        v128.load(p + 3 * step),
        v128.load(p + 4 * step),
        v128.load(p + 5 * step),
        half + <usize>j * 16,
        96,
      );
    }
    for (let i = 0; i < rows; i++) {
      const p = half + <usize>i * 96;
      outputLine(
        v128.load(p),
        v128.load(p, 16),
        v128.load(p, 32),
        v128.load(p, 48),
        v128.load(p, 64),
        v128.load(p, 80),
        line,
        16,
      );
      for (let j = 0; j < columns; j++) {
        const value = f32x4.add(v128.load(line + <usize>j * 16), b);
        storeFirst(output + <usize>((i * width + j) * channels + c) * 4, activate(value, activation, alpha), left);
      }
    }
  }
}

/**
 * 3 x 3 convolution, stride 1: `y[n, y, x, k] = activation(bias[k] + sum of x[n, y + i - top, x + j - left, c] * filter[i, j, c, k])`.
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
  const across = (outWidth + OUT - 1) / OUT;
  const perImage = across * ((outHeight + OUT - 1) / OUT);
  const all = images * perImage;
  const tiles = tilesAtATime(inChannels, outChannels, all);
  const groups = roundUp(inChannels, 4) / 4;
  const columns = roundUp(outChannels, 8);
  const inPart = partSize(tiles, groups * 4);
  const outPart = partSize(tiles, columns);
  const filterPart = <usize>(groups * 4) * <usize>columns * 4;
  const v = scratch + ZEROS + zerosSize(inChannels, outChannels);
  const m = v + <usize>PRODUCTS * inPart;
  const slopes = f32x4.splat(alpha);
  memory.fill(scratch + ZEROS, 0, zerosSize(inChannels, outChannels));

  for (let first = 0; first < all; first += tiles) {
    const count = min(tiles, all - first);
    for (let t = 0; t < count; t++) {
      const n = (first + t) / perImage;
      const rest = (first + t) % perImage;
      const image = x + <usize>(n * height * width) * <usize>inChannels * 4;
      pointAtTile(image, height, width, inChannels, (rest / across) * OUT - top, (rest % across) * OUT - left, IN, scratch);
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
      const row = (rest / across) * OUT;
      const column = (rest % across) * OUT;
      const output = y + <usize>((n * outHeight + row) * outWidth + column) * <usize>outChannels * 4;
      transformOutput(
        m + <usize>t * 32,
        tiles,
        outPart,
        outChannels,
        bias,
        activation,
        slopes,
        output,
        outWidth,
        min(OUT, outHeight - row),
        min(OUT, outWidth - column),
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
 * @param target `[3, 3, C, K]`
 * @param sums `winogradFilterSize(...)` bytes
 */
export function winogradFilterGradient(
  x: usize,
  images: i32,
  height: i32,
  width: i32,
  inChannels: i32,
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
  const across = (outWidth + OUT - 1) / OUT;
  const perImage = across * ((outHeight + OUT - 1) / OUT);
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
      const row = (rest / across) * OUT;
      const column = (rest % across) * OUT;
      const image = x + <usize>(n * height * width) * <usize>inChannels * 4;
      pointAtTile(image, height, width, inChannels, row - top, column - left, IN, scratch);
      transformInput(inChannels, scratch, v + <usize>t * 16, tiles, inPart);
      const gradient = dy + <usize>(n * outHeight * outWidth) * <usize>outChannels * 4;
      pointAtTile(gradient, outHeight, outWidth, outChannels, row, column, OUT, scratch);
      transformOutputGradient(outChannels, scratch, w + <usize>t * 32, tiles, outPart);
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

  const half = scratch + TILE;
  const tapStep = <usize>inChannels * <usize>outChannels * 4;
  for (let row = 0; row < inChannels; row++) {
    for (let c = 0; c < outChannels; c += 4) {
      const at = sums + (<usize>(c >> 3) * <usize>rows + <usize>row) * 32 + <usize>(c & 4) * 4;
      const step: usize = 6 * sumPart;
      for (let j = 0; j < IN; j++) {
        const p = at + <usize>j * sumPart;
        filterGradientLine(
          v128.load(p),
          v128.load(p + step),
          v128.load(p + 2 * step),
          v128.load(p + 3 * step),
          v128.load(p + 4 * step),
          v128.load(p + 5 * step),
          half + <usize>j * 16,
          96,
        );
      }
      const tap = target + (<usize>row * <usize>outChannels + <usize>c) * 4;
      const line = scratch + POINTERS;
      for (let i = 0; i < 3; i++) {
        const p = half + <usize>i * 96;
        filterGradientLine(
          v128.load(p),
          v128.load(p, 16),
          v128.load(p, 32),
          v128.load(p, 48),
          v128.load(p, 64),
          v128.load(p, 80),
          line,
          16,
        );
        for (let j = 0; j < 3; j++) {
          storeFirst(tap + <usize>(3 * i + j) * tapStep, v128.load(line + <usize>j * 16), outChannels - c);
        }
      }
    }
  }
}
