import { firstLanes, roundUp, storeFirst } from './lanes';
import { IN, POINTERS, PRODUCTS, TAPS, TILE } from './winograd-layout';
import { filterGradientLine, filterLine } from './winograd-lines';

/** Bytes of a transformed filter, `[36, K / 8, C, 8]` with C rounded up to fours. */
export function winogradFilterSize(inChannels: i32, outChannels: i32): usize {
  return <usize>PRODUCTS * <usize>roundUp(inChannels, 4) * <usize>roundUp(outChannels, 8) * 4;
}

/**
 * U = G g G' for every pair of channels, padded with zeros.
 *
 * @param filter `[taps, taps, C, K]`, taps 3 or 5; if `turned`, that of the input's gradient is taken: turned by 180 degrees, from K
 *   channels to C
 * @param target `winogradFilterSize(...)` bytes
 */
export function winogradFilter(
  filter: usize,
  taps: i32,
  inChannels: i32,
  outChannels: i32,
  turned: bool,
  target: usize,
  scratch: usize,
): void {
  const from = turned ? outChannels : inChannels;
  const to = turned ? inChannels : outChannels;
  const rows = roundUp(from, 4);
  const columns = roundUp(to, 8);
  const part = <usize>rows * <usize>columns * 4;
  const tapStep = <usize>inChannels * <usize>outChannels * 4;
  const all = taps * taps;
  const half = scratch + TILE;
  const vectors = scratch + TAPS;
  for (let panel = 0; panel < columns; panel += 4) {
    const mask = firstLanes(to - panel);
    for (let row = 0; row < rows; row++) {
      const at = target + (<usize>(panel >> 3) * <usize>rows + <usize>row) * 32 + <usize>(panel & 4) * 4;
      if (row >= from || panel >= to) {
        for (let i = 0; i < PRODUCTS; i++) v128.store(at + <usize>i * part, f32x4.splat(0));
        continue;
      }
      for (let tap = 0; tap < all; tap++) {
        const value = turned
          ? gather(
              filter + <usize>(all - 1 - tap) * tapStep + (<usize>panel * <usize>outChannels + <usize>row) * 4,
              outChannels,
              to - panel,
            )
          : v128.and(
              v128.load(filter + <usize>tap * tapStep + (<usize>row * <usize>outChannels + <usize>panel) * 4),
              mask,
            );
        v128.store(vectors + <usize>tap * 16, value);
      }
      const down = <usize>taps * 16;
      for (let j = 0; j < taps; j++) line(vectors + <usize>j * 16, down, taps, half + <usize>j * 16, 80);
      for (let i = 0; i < IN; i++) line(half + <usize>i * 80, 16, taps, at + <usize>(i * IN) * part, part);
    }
  }
}

/** `filterLine` of taps that lie `fromStep` bytes apart. */
// @ts-ignore: decorator
@inline
function line(from: usize, fromStep: usize, taps: i32, to: usize, step: usize): void {
  const zero = f32x4.splat(0);
  const g2 = v128.load(from + 2 * fromStep);
  const g3 = taps == 5 ? v128.load(from + 3 * fromStep) : zero;
  const g4 = taps == 5 ? v128.load(from + 4 * fromStep) : zero;
  filterLine(v128.load(from), v128.load(from + fromStep), g2, g3, g4, taps == 5 ? g4 : g2, to, step);
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

/** dW = G' dU G: from the sums of products `[36, K / 8, C, 8]` to `[taps, taps, C, K]`. */
export function transformFilterGradient(
  sums: usize,
  taps: i32,
  inChannels: i32,
  outChannels: i32,
  target: usize,
  scratch: usize,
): void {
  const rows = roundUp(inChannels, 4);
  const sumPart = <usize>rows * <usize>roundUp(outChannels, 8) * 4;
  const half = scratch + TILE;
  const tapStep = <usize>inChannels * <usize>outChannels * 4;
  for (let row = 0; row < inChannels; row++) {
    for (let c = 0; c < outChannels; c += 4) {
      const at = sums + (<usize>(c >> 3) * <usize>rows + <usize>row) * 32 + <usize>(c & 4) * 4;
      const step: usize = 6 * sumPart;
      for (let j = 0; j < IN; j++) {
        const p = at + <usize>j * sumPart;
        filterGradientLine(p, step, taps, half + <usize>j * 16, 96);
      }
      const tap = target + (<usize>row * <usize>outChannels + <usize>c) * 4;
      const values = scratch + POINTERS;
      for (let i = 0; i < taps; i++) {
        const p = half + <usize>i * 96;
        filterGradientLine(p, 16, taps, values, 16);
        for (let j = 0; j < taps; j++) {
          storeFirst(tap + <usize>(taps * i + j) * tapStep, v128.load(values + <usize>j * 16), outChannels - c);
        }
      }
    }
  }
}
