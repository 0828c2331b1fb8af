import { activate, firstLanes, roundUp, storeFirst } from './lanes';
import { IN, POINTERS, TILE, ZEROS } from './winograd-layout';
import { inputLine, outputGradientLine, outputLine } from './winograd-lines';

/** Writes where the pixels of a tile are, or the row of zeros for those outside the image. */
export function pointAtTile(
  image: usize,
  height: i32,
  width: i32,
  channels: i32,
  top: i32,
  left: i32,
  side: i32,
  scratch: usize,
): void {
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
export function transformInput(channels: i32, scratch: usize, target: usize, tiles: i32, part: usize): void {
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

/** A dy A' of the tile pointed at, `side` pixels wide, into `[36][K / 8, tiles, 8]`. */
export function transformOutputGradient(
  channels: i32,
  side: i32,
  scratch: usize,
  target: usize,
  tiles: i32,
  part: usize,
): void {
  const half = scratch + TILE;
  const zero = f32x4.splat(0);
  const down = <usize>side * 4;
  const four = side == 4;
  for (let c = 0; c < roundUp(channels, 8); c += 4) {
    const mask = firstLanes(channels - c);
    const offset = <usize>c * 4;
    for (let j = 0; j < side; j++) {
      const p = scratch + POINTERS + <usize>j * 4;
      const y1 = v128.and(v128.load(load<usize>(p + down) + offset), mask);
      const y2 = four ? v128.and(v128.load(load<usize>(p + 2 * down) + offset), mask) : zero;
      const y3 = four ? v128.and(v128.load(load<usize>(p + 3 * down) + offset), mask) : zero;
      const y0 = v128.and(v128.load(load<usize>(p) + offset), mask);
      outputGradientLine(y0, y1, y2, y3, four ? y3 : y1, half + <usize>j * 16, 64);
    }
    const at = target + <usize>(c >> 3) * <usize>tiles * 32 + <usize>(c & 4) * 4;
    for (let i = 0; i < IN; i++) {
      const line = half + <usize>i * 64;
      const y1 = v128.load(line, 16);
      const y2 = four ? v128.load(line, 32) : zero;
      const y3 = four ? v128.load(line, 48) : zero;
      outputGradientLine(v128.load(line), y1, y2, y3, four ? y3 : y1, at + <usize>(i * IN) * part, part);
    }
  }
}

/** y = activation(A' m A + bias) for one tile of `side`, from `[36][K / 8, tiles, 8]`; only the rows and columns inside the output. */
export function transformOutput(
  source: usize,
  tiles: i32,
  part: usize,
  channels: i32,
  side: i32,
  bias: usize,
  activation: i32,
  alpha: f32,
  output: usize,
  width: i32,
  rows: i32,
  columns: i32,
  scratch: usize,
): void {
  const half = scratch + TILE;
  const line = scratch + POINTERS;
  const slopes = f32x4.splat(alpha);
  for (let c = 0; c < channels; c += 4) {
    const left = channels - c;
    const b = bias ? v128.and(v128.load(bias + <usize>c * 4), firstLanes(left)) : f32x4.splat(0);
    const at = source + <usize>(c >> 3) * <usize>tiles * 32 + <usize>(c & 4) * 4;
    for (let j = 0; j < IN; j++) {
      const p = at + <usize>j * part;
      const step: usize = 6 * part;
      outputLine(p, step, side, half + <usize>j * 16, 96);
    }
    for (let i = 0; i < rows; i++) {
      const p = half + <usize>i * 96;
      outputLine(p, 16, side, line, 16);
      for (let j = 0; j < columns; j++) {
        const value = f32x4.add(v128.load(line + <usize>j * 16), b);
        storeFirst(
          output + <usize>((i * width + j) * channels + c) * 4,
          activate(value, activation, slopes),
          left,
        );
      }
    }
  }
}
