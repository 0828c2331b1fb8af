import { SIDE as WIDTH } from './names';
import type { BitCoder } from './range-coder';

/** Here in the module, as the loops below ask for it millions of times. */
const SIDE = WIDTH;

/** Greys that are kept: 32 of 256, finer than the noise that is added on load. */
export const GREY_BITS = 5;
const GREYS = 1 << GREY_BITS;
const REGION_BITS = 4;
const REGIONS = 1 << REGION_BITS;

// Contexts of region maps, then of images; each block starts where the one before it ends.
const MAP_RUN = 0;
const MAP_SAME = MAP_RUN + REGIONS * 2;
const MAP_UP = MAP_SAME + REGIONS * REGIONS * 4;
const MAP_TREE = MAP_UP + REGIONS * REGIONS;
export const MAP_CONTEXTS = MAP_TREE + REGIONS * REGIONS;

const GREY_RUN = 0;
const GREY_SAME = GREY_RUN + REGIONS * 4;
const GREY_UP = GREY_SAME + REGIONS * 64;
const GREY_TREE = GREY_UP + REGIONS * 64;
const STEPS = 8;
export const GREY_CONTEXTS = GREY_TREE + REGIONS * STEPS * GREYS;

/** Codes one value of `bits` bits, the highest first; each earlier bit is context for the next. */
function tree(coder: BitCoder, base: number, bits: number, value: number): number {
  let node = 1;
  for (let b = bits - 1; b >= 0; b--) node = (node << 1) | coder.bit(base + node, (value >> b) & 1);
  return node - (1 << bits);
}

/** A 14-bit hash of the last three bytes, and eight of the byte in the making. */
export const TEXT_CONTEXTS = 1 << 22;

/** Codes bytes of text in place; the three bytes before are context. */
export function codeText(coder: BitCoder, text: Uint8Array): void {
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const context = (Math.imul(last, 0x9e3779b1) >>> 18) << 8;
    text[i] = tree(coder, context, 8, text[i]);
    last = ((last << 8) | text[i]) & 0xffffff;
  }
}

const same = (a: number, b: number, weight: number) => (a === b ? weight : 0);

/** Where all of the pixels around are alike, one bit can say that so are the next `RUN`: most of the picture. */
const RUN = 6;

/** Whether the left neighbour of pixel `i` equals all that lie above it and the `RUN - 1` pixels after it. */
function flatAbove(v: Uint8Array, i: number): boolean {
  const left = v[i - 1];
  for (let j = i - SIDE - 1; j < i - SIDE + RUN; j++) if (v[j] !== left) return false;
  return true;
}

/** Whether the `RUN` values from `i` all equal the one before. */
function repeats(v: Uint8Array, i: number): boolean {
  for (let j = i; j < i + RUN; j++) if (v[j] !== v[i - 1]) return false;
  return true;
}

/**
 * Codes `[n, 48, 48]` of region indices (below 16) in place: as the left neighbour, else as the upper one, else
 * spelled out.
 */
export function codeMaps(coder: BitCoder, maps: Uint8Array): void {
  for (let i = 0, x = 0, y = 0; i < maps.length; i++, x++) {
    if (x === SIDE) [x, y] = [0, (y + 1) % SIDE];
    if (y > 0 && x > 0 && x % RUN === 0 && flatAbove(maps, i)) {
      const ahead = x + RUN < SIDE ? same(maps[i - SIDE + RUN], maps[i - 1], 1) : 1;
      if (coder.bit(MAP_RUN + maps[i - 1] * 2 + ahead, repeats(maps, i) ? 1 : 0)) {
        maps.fill(maps[i - 1], i, i + RUN);
        i += RUN - 1;
        x += RUN - 1;
        continue;
      }
    }
    const left = x > 0 ? maps[i - 1] : 0;
    const up = y > 0 ? maps[i - SIDE] : left;
    const corner = x > 0 && y > 0 ? maps[i - SIDE - 1] : up;
    const ahead = x < SIDE - 1 && y > 0 ? maps[i - SIDE + 1] : up;
    const v = maps[i];
    const pair = left * REGIONS + up;
    if (coder.bit(MAP_SAME + pair * 4 + same(up, corner, 2) + same(up, ahead, 1), v === left ? 1 : 0))
      maps[i] = left;
    else if (up !== left && coder.bit(MAP_UP + pair, v === up ? 1 : 0)) maps[i] = up;
    else maps[i] = tree(coder, MAP_TREE + up * REGIONS, REGION_BITS, v);
  }
}

/**
 * Codes `[n, 48, 48]` of greys (below 32) in place, with their region maps as context: as the left neighbour,
 * else as the upper one, else as the difference to the median predictor of LOCO-I (Weinberger et al. 2000).
 */
export function codeGreys(coder: BitCoder, greys: Uint8Array, maps: Uint8Array): void {
  for (let i = 0, x = 0, y = 0; i < greys.length; i++, x++) {
    if (x === SIDE) [x, y] = [0, (y + 1) % SIDE];
    if (y > 0 && x > 0 && x % RUN === 0 && flatAbove(greys, i)) {
      const ahead = x + RUN < SIDE ? same(greys[i - SIDE + RUN], greys[i - 1], 1) : 1;
      const context = maps[i] * 4 + (repeats(maps, i) ? 2 : 0) + ahead;
      if (coder.bit(GREY_RUN + context, repeats(greys, i) ? 1 : 0)) {
        greys.fill(greys[i - 1], i, i + RUN);
        i += RUN - 1;
        x += RUN - 1;
        continue;
      }
    }
    const left = x > 0 ? greys[i - 1] : 0;
    const up = y > 0 ? greys[i - SIDE] : left;
    const corner = x > 0 && y > 0 ? greys[i - SIDE - 1] : up;
    const ahead = x < SIDE - 1 && y > 0 ? greys[i - SIDE + 1] : up;
    const region = maps[i];
    const around =
      same(left, corner, 1) +
      same(up, corner, 2) +
      same(up, ahead, 4) +
      same(left, up, 8) +
      (x > 0 ? same(region, maps[i - 1], 16) : 0) +
      (y > 0 ? same(region, maps[i - SIDE], 32) : 0);
    const context = region * 64 + around;
    const v = greys[i];
    if (coder.bit(GREY_SAME + context, v === left ? 1 : 0)) greys[i] = left;
    else if (up !== left && coder.bit(GREY_UP + context, v === up ? 1 : 0)) greys[i] = up;
    else {
      const foretold =
        corner >= Math.max(left, up)
          ? Math.min(left, up)
          : corner <= Math.min(left, up)
            ? Math.max(left, up)
            : left + up - corner;
      const step = Math.min(STEPS - 1, (Math.abs(left - up) + Math.abs(up - corner)) >> 2);
      const base = GREY_TREE + (region * STEPS + step) * GREYS;
      greys[i] = (tree(coder, base, GREY_BITS, (v - foretold + GREYS) % GREYS) + foretold) % GREYS;
    }
  }
}
