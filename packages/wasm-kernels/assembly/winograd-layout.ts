import { roundUp } from './lanes';

/** How the tiles of Winograd's convolution lie in scratch. */

/** Side of an input tile, and how many products a tile takes. */
export const IN: i32 = 6;
export const PRODUCTS: i32 = 36;
/** Between the parts of the 36 products: keeps them from falling on the same cache sets. */
export const GAP: usize = 64;
/** Bytes of tiles at a time, about what a second-level cache holds. */
export const BLOCK_BYTES: i32 = 1500000;

/** Scratch in front: pointers to the pixels of a tile, a tile of vectors, a filter of vectors. Then a row of zeros. */
export const POINTERS: usize = 0;
export const TILE: usize = 192;
export const TAPS: usize = TILE + 576;
export const ZEROS: usize = TAPS + 448;

/** Side of the output tile for a filter of so many taps, 3 or 5. */
// @ts-ignore: decorator
@inline
export function outSide(taps: i32): i32 {
  return IN + 1 - taps;
}

/** Tiles at a time: a multiple of 4. */
export function tilesAtATime(inChannels: i32, outChannels: i32, all: i32): i32 {
  const perTile = PRODUCTS * 4 * (roundUp(inChannels, 4) + roundUp(outChannels, 8));
  return min(roundUp(all, 4), max(32, min(128, (BLOCK_BYTES / perTile / 4) * 4)));
}

export function zerosSize(inChannels: i32, outChannels: i32): usize {
  return <usize>roundUp(max(inChannels, outChannels), 8) * 4 + 64;
}

export function partSize(tiles: i32, channels: i32): usize {
  return <usize>tiles * <usize>channels * 4 + GAP;
}

/** Bytes of scratch that `winogradConv` and `winogradFilterGradient` need for so many tiles (images * tiles an image). */
export function winogradScratchSize(inChannels: i32, outChannels: i32, tiles: i32): usize {
  const atATime = tilesAtATime(inChannels, outChannels, tiles);
  const parts = partSize(atATime, roundUp(inChannels, 4)) + partSize(atATime, roundUp(outChannels, 8));
  return ZEROS + zerosSize(inChannels, outChannels) + <usize>PRODUCTS * parts;
}
